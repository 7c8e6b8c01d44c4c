package io.staffetta.gateway;

import io.staffetta.broker.consumer.BatchContainerFactory;
import io.staffetta.delivery.Outbox;
import io.staffetta.gateway.access.AccessConfiguration;
import io.staffetta.intake.Committer;
import io.staffetta.intake.Intake;
import io.staffetta.intake.JmsIntake;
import io.staffetta.intake.KeptQueues;
import io.staffetta.intake.ListenerQueues;
import io.staffetta.intake.MessageRecorder;
import io.staffetta.intake.MessageRouting;
import io.staffetta.intake.OutboundRouter;
import io.staffetta.intake.RouterCall;
import io.staffetta.ledger.Ledger;
import io.staffetta.message.MessageReader;
import io.staffetta.message.PhoneNumbers;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import org.apache.camel.main.Main;

/**
 * What takes messages in, whichever way they come; closed when no door is open any more.
 *
 * @param intake the one way in
 * @param receipts enters messages into the ledger
 * @param committer takes in what comes over HTTP
 * @param rows the queues for rows of batches
 */
record IntakeBeans(Intake intake, MessageRecorder receipts, Committer committer, KeptQueues rows)
        implements AutoCloseable {

    private static final String BATCH = "staffetta.intake.batch";

    /** Reads messages as the settings say. */
    static MessageReader reader(Settings settings, Clock clock) {
        return new MessageReader(
                new PhoneNumbers(
                        settings.text("staffetta.numbers.region"),
                        settings.oneOf("staffetta.numbers.check", "possible", "valid")
                                .equals("valid")),
                clock);
    }

    /** Binds what the routes of the doors call. */
    static IntakeBeans bind(
            Main main,
            Settings settings,
            MessageReader reader,
            OutboundRouter router,
            Outbox outbox,
            ConnectionFactory connections,
            Ledger ledger,
            AccessConfiguration access,
            Clock clock) {
        MessageRecorder receipts = new MessageRecorder(ledger, clock);
        Intake intake = new Intake(
                new MessageRouting(reader, new RouterCall(main::getCamelContext)),
                receipts,
                access.tests(main::getCamelContext));
        int batch = settings.number(BATCH, 1, 10_000);
        Committer committer = new Committer(
                intake,
                new KeptQueues(connections, outbox),
                batch,
                settings.number("staffetta.intake.waiting", 1, 1_000_000));
        main.bind("outboundRouter", router);
        main.bind("noAccount", RouterCall.NO_ACCOUNT);
        main.bind("isEarly", RouterCall.EARLY);
        main.bind("committer", committer);
        main.bind(
                "jmsIntake",
                new JmsIntake(intake, router, session -> new ListenerQueues(session, outbox), access::countQueued));
        main.bind("inBatches", BatchContainerFactory.asOne(batch, ledger::isAvailable));
        return new IntakeBeans(intake, receipts, committer, new KeptQueues(connections, outbox));
    }

    @Override
    public void close() {
        committer.close();
        rows.close();
    }
}
