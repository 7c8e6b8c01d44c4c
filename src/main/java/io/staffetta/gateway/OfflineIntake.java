package io.staffetta.gateway;

import io.staffetta.account.AccountSelector;
import io.staffetta.account.Accounts;
import io.staffetta.config.Settings;
import io.staffetta.deadletter.DeadLetters;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.delivery.retry.Redelivery;
import io.staffetta.gateway.settings.MessageSettings;
import io.staffetta.gateway.settings.RetrySettings;
import io.staffetta.intake.MessageRouting;
import io.staffetta.intake.OutboundRouter;
import io.staffetta.message.MessageReader;
import io.staffetta.provider.SubmissionComposer;
import io.staffetta.provider.table.ProviderDescriptors;
import java.time.Clock;

/** Reads and routes messages where no gateway runs, to say what would become of them. */
public final class OfflineIntake {

    private OfflineIntake() {}

    /**
     * Reads and routes as a gateway with these settings and accounts would, and sends nothing.
     *
     * @throws IllegalArgumentException if a setting that it needs is wrong
     */
    public static MessageRouting of(Settings settings, Accounts accounts, ProviderDescriptors providers) {
        Clock clock = Clock.systemUTC();
        OutcomeEvents events = new OutcomeEvents(clock);
        OutboundRouter router = new OutboundRouter(
                new AccountSelector(() -> accounts),
                providers,
                new SubmissionComposer(),
                new Redelivery(RetrySettings.of(settings).schedule(), events, clock),
                new DeadLetters(events, clock),
                clock);
        return new MessageRouting(new MessageReader(MessageSettings.of(settings).numbers(), clock), router::route);
    }
}
