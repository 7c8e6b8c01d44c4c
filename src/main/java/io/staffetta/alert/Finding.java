package io.staffetta.alert;

/**
 * A condition that holds now.
 *
 * @param condition which
 * @param subject what it is about: an account, a batch, a gateway
 * @param words the same in words, without anything of a message
 */
record Finding(Condition condition, String subject, String words) {

    /** What the alert is known by, such as {@code parked:plus}. */
    String id() {
        return condition.label() + ":" + subject;
    }
}
