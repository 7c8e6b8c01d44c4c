package io.staffetta.sandbox.wire;

import java.time.Duration;
import java.time.Instant;

/** Decides what a sandbox provider reports of a message that it took. */
public enum ReportedState {
    PENDING,
    DELIVERED,
    UNDELIVERED,
    GARBAGE,
    ERROR;

    /** How long a message of {@link Behaviour#DELIVERED_LATER} is pending. */
    static final Duration LATER = Duration.ofSeconds(5);

    /** What is said now. Messages that no line of the table speaks of are delivered as soon as they are taken. */
    public static ReportedState of(ReceivedMessages.Kept kept) {
        return switch (kept.fate()) {
            case DELIVERED_LATER -> Instant.now().isBefore(kept.message().at().plus(LATER)) ? PENDING : DELIVERED;
            case UNDELIVERED -> UNDELIVERED;
            case STAYS_PENDING -> PENDING;
            case REPORT_GARBAGE -> GARBAGE;
            case REPORT_ERROR -> ERROR;
            default -> DELIVERED;
        };
    }

    /** Since when it is so. */
    public Instant at(ReceivedMessages.Kept kept) {
        boolean later = this == DELIVERED && kept.fate() == Behaviour.DELIVERED_LATER;
        return kept.message().at().plus(later ? LATER : Duration.ZERO);
    }
}
