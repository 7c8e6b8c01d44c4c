package io.staffetta.delivery;

/** Names how far an attempt of unknown outcome came: the evidence for whether the provider has the message. */
public enum Phase {
    /** The request was being written, and was not written whole. */
    REQUEST,
    /** The whole request was written, and nothing of an answer read. */
    WAIT,
    /** The answer's status line was read, and not the whole answer. */
    ANSWER,
    /** The whole answer was read; it is its meaning that is not known. */
    MEANING,
    /** The gateway that made it was cut off in the middle of it: killed, or its machine gone. */
    CRASH
}
