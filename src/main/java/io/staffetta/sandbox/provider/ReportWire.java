package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.CredentialStore;
import io.staffetta.sandbox.wire.ReceivedMessages;
import io.staffetta.sandbox.wire.ReportedState;
import io.staffetta.sandbox.wire.WireDescription;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Answers what became of a message that the provider took. */
abstract class ReportWire extends LoginWire {

    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    private final String provider;
    private final ReceivedMessages received;

    /**
     * @param provider whose messages are asked for
     * @param received has the messages
     */
    ReportWire(WireDescription description, String provider, CredentialStore credentials, ReceivedMessages received) {
        super(description, provider, credentials);
        this.provider = provider;
        this.received = received;
    }

    /** The answer about the message with an id. */
    final Answer report(String id) {
        return received.find(provider, id).map(this::report).orElseGet(this::unknown);
    }

    private Answer report(ReceivedMessages.Kept kept) {
        ReportedState state = ReportedState.of(kept);
        return switch (state) {
            case PENDING, DELIVERED, UNDELIVERED -> known(kept, state, LocalDateTime.ofInstant(state.at(kept), ROME));
            case GARBAGE -> Answer.garbage();
            case ERROR -> Answer.error500();
        };
    }

    /** Words the answer about a message that the provider knows. */
    abstract Answer known(ReceivedMessages.Kept kept, ReportedState state, LocalDateTime since);

    /** Words the answer about a message that the provider does not know. */
    abstract Answer unknown();
}
