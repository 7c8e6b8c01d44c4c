package io.staffetta.operations;

/**
 * Explains why the gateway takes no messages now.
 *
 * @param kind what is at fault
 * @param words the reason, the beginning of a sentence for callers and operators; has nothing of a message in it
 */
public record IntakeFault(Kind kind, String words) {

    /** Names what is at fault. */
    public enum Kind {
        /** The disk under {@code data/} has no room, or cannot be written. */
        DISK,
        /** The ledger cannot be written or read. */
        LEDGER,
        /** The broker cannot be reached, or does not confirm what it is sent. */
        BROKER,
        /** Requests hold as much memory as they may. */
        OVERLOAD
    }
}
