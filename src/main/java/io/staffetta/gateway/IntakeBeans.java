package io.staffetta.gateway;

import io.staffetta.broker.BatchContainerFactory;
import io.staffetta.intake.Intake;
import io.staffetta.intake.IntakeBatch;
import io.staffetta.intake.Receipts;
import io.staffetta.ledger.Ledger;
import io.staffetta.message.MessageReader;
import io.staffetta.message.PhoneNumbers;
import java.time.Clock;
import org.apache.camel.main.Main;

/**
 * What takes messages in, whichever way they come.
 *
 * @param intake reads them and chooses their accounts
 * @param receipts enters them into the ledger
 */
record IntakeBeans(Intake intake, Receipts receipts) {

    /** Reads messages as the settings say. */
    static MessageReader reader(Settings settings, Clock clock) {
        return new MessageReader(
                new PhoneNumbers(
                        settings.text("staffetta.numbers.region"),
                        settings.oneOf("staffetta.numbers.check", "possible", "valid")
                                .equals("valid")),
                clock);
    }

    /** Binds what the routes of JMS call, too. */
    static IntakeBeans bind(Main main, Settings settings, Intake intake, Ledger ledger, Clock clock) {
        Receipts receipts = new Receipts(ledger, clock);
        IntakeBatch intakeBatch = new IntakeBatch(receipts, intake, main::getCamelContext);
        main.bind("receipts", receipts);
        main.bind("intakeBatch", intakeBatch);
        main.bind(
                "inBatches",
                new BatchContainerFactory(
                        settings.number("staffetta.intake.batch", 1, 10_000), intakeBatch, ledger::isAvailable));
        main.bind("intake", intake);
        return new IntakeBeans(intake, receipts);
    }
}
