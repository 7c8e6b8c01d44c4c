package io.staffetta.http;

import io.staffetta.account.AccountSelector;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.config.accounts.AccountsFile;
import io.staffetta.deadletter.DeadLetters;
import io.staffetta.delivery.RetrySchedule;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.delivery.retry.Redelivery;
import io.staffetta.intake.Intake;
import io.staffetta.intake.MessageRecorder;
import io.staffetta.intake.MessageRouting;
import io.staffetta.intake.OutboundRouter;
import io.staffetta.ledger.Ledger;
import io.staffetta.message.MessageReader;
import io.staffetta.message.PhoneNumbers;
import io.staffetta.operations.BrokerProbe;
import io.staffetta.operations.IntakeFaults;
import io.staffetta.provider.SubmissionComposer;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.tokens.Permissions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The real intake over the demo accounts that are shipped. */
public final class DemoIntake {

    private DemoIntake() {}

    /** Where nothing is at fault, but that the broker cannot be reached. */
    public static IntakeFaults faults() {
        return new IntakeFaults(
                List.of(),
                new BrokerProbe(BrokerConnections.factory("tcp://127.0.0.1:1", Credentials.ANONYMOUS)),
                System::nanoTime);
    }

    public static Intake intake(Ledger ledger) {
        return intake(ledger, Permissions.ALL);
    }

    /** The same, where applications may do so much. */
    public static Intake intake(Ledger ledger, Permissions permissions) {
        return new Intake(routing(permissions), new MessageRecorder(ledger, Clock.systemUTC()));
    }

    public static MessageRouting routing() {
        return routing(Permissions.ALL);
    }

    private static MessageRouting routing(Permissions permissions) {
        Clock clock = Clock.systemUTC();
        ProviderDescriptors providers = ProviderDescriptors.load(Path.of("config/providers"));
        CurrentAccounts accounts = new CurrentAccounts(AccountsFile.read(
                Path.of("config/sandbox/accounts.yaml"),
                providers,
                Map.of("sandbox", "http://127.0.0.1:1"),
                Duration.ofHours(24)));
        OutcomeEvents events = new OutcomeEvents(clock);
        OutboundRouter router = new OutboundRouter(
                new AccountSelector(accounts),
                providers,
                new SubmissionComposer(),
                new Redelivery(RetrySchedule.parse("10s", 0), events, clock),
                new DeadLetters(events, clock),
                permissions,
                clock);
        return new MessageRouting(new MessageReader(new PhoneNumbers("IT", false), clock), router::route);
    }
}
