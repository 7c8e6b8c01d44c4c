package io.staffetta.message;

/**
 * A message that cannot be sent as it is, whatever the provider says. Its text names the field and the rule, and repeats
 * neither number nor text, so that it may be logged and answered.
 */
public class InvalidMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String rule;

    /**
     * @param field the field of the message, such as {@code to}; empty where the message as a whole is meant
     * @param rule what would be right, such as {@code must be a phone number}; starts in lower case
     */
    public InvalidMessageException(String field, String rule) {
        super(field.isEmpty() ? "Message " + rule : "Field '" + field + "' " + rule);
        this.field = field;
        this.rule = rule;
    }

    /** The field that is wrong; empty where the message as a whole is meant. */
    public String field() {
        return field;
    }

    /** What would be right. */
    public String rule() {
        return rule;
    }
}
