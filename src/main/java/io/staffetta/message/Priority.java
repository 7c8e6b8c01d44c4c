package io.staffetta.message;

import java.util.Locale;

/** Names how urgent a message is. Each priority has one JMS priority, 0 (lowest) to 9. */
public enum Priority {
    HIGH(8),
    NORMAL(4),
    BULK(1);

    private final int jmsPriority;

    Priority(int jmsPriority) {
        this.jmsPriority = jmsPriority;
    }

    /** The JMS priority, 0 to 9, that messages of this priority travel with. */
    public int jmsPriority() {
        return jmsPriority;
    }

    /** The name in messages and rules: {@code high}, {@code normal} or {@code bulk}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The priority that a JMS priority stands for: 7 and above high, 2 and below bulk, else normal. */
    public static Priority ofJms(int jmsPriority) {
        return jmsPriority >= 7 ? HIGH : jmsPriority <= 2 ? BULK : NORMAL;
    }

    /**
     * Reads a label.
     *
     * @throws InvalidMessageException for any other text than high, normal and bulk
     */
    public static Priority ofLabel(String label) {
        for (Priority priority : values()) {
            if (priority.label().equals(label)) {
                return priority;
            }
        }
        throw new InvalidMessageException("priority", "must be high, normal or bulk");
    }
}
