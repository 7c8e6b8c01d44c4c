package io.staffetta.broker.embedded;

/** Tells why the embedded broker takes no messages from senders. */
public enum Standstill {
    /** Its files could not be written. It cuts its clients off, and waits until they can be. */
    STORE_FAILED,
    /** It starts, or stops. */
    NOT_RUNNING,
    /** It has as much on its disk as it may, and makes senders wait. */
    STORE_FULL,
    /** Its memory is full with messages, and it makes senders wait. */
    MEMORY_FULL
}
