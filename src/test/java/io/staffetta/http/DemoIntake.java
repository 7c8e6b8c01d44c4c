package io.staffetta.http;

import io.staffetta.account.AccountsFile;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.deadletter.DeadLetters;
import io.staffetta.delivery.OutcomeEvents;
import io.staffetta.delivery.Redelivery;
import io.staffetta.delivery.RetrySchedule;
import io.staffetta.intake.Intake;
import io.staffetta.message.MessageReader;
import io.staffetta.message.PhoneNumbers;
import io.staffetta.provider.ProviderDescriptors;
import io.staffetta.provider.SubmissionComposer;
import io.staffetta.routing.AccountSelector;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The real intake over the demo accounts that are shipped. */
public final class DemoIntake {

    private DemoIntake() {}

    public static Intake intake() {
        Clock clock = Clock.systemUTC();
        ProviderDescriptors providers = ProviderDescriptors.load(Path.of("config/providers"));
        CurrentAccounts accounts = new CurrentAccounts(AccountsFile.read(
                Path.of("config/sandbox/accounts.yaml"),
                providers,
                Map.of("sandbox", "http://127.0.0.1:1"),
                Duration.ofHours(24)));
        OutcomeEvents events = new OutcomeEvents(clock);
        return new Intake(
                new MessageReader(new PhoneNumbers("IT", false), clock),
                new AccountSelector(accounts),
                providers,
                new SubmissionComposer(),
                new Redelivery(RetrySchedule.parse("10s", 0), events, clock),
                new DeadLetters(events, clock),
                clock);
    }
}
