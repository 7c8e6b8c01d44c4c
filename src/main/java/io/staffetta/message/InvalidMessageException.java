package io.staffetta.message;

import io.staffetta.language.Phrase;

/**
 * A message that cannot be sent as it is, whatever the provider says. Its text names the field and the rule, and repeats
 * neither number nor text, so that it may be logged and answered.
 */
public class InvalidMessageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final transient Phrase rule;

    /**
     * @param field the field of the message, such as {@code to}; empty where the message as a whole is meant
     * @param rule what would be right, such as {@code must be a phone number}; starts in lower case
     */
    public InvalidMessageException(String field, CharSequence rule) {
        super(detail(field, Phrase.of(rule)).toString());
        this.field = field;
        this.rule = Phrase.of(rule);
    }

    /** The field that is wrong; empty where the message as a whole is meant. */
    public String field() {
        return field;
    }

    /** What would be right. */
    public String rule() {
        return rule.toString();
    }

    /** What would be right, to be said in other languages, too. */
    public Phrase phrase() {
        return rule;
    }

    /** The text of this failure, to be said in other languages, too. */
    public Phrase detail() {
        return detail(field, rule);
    }

    private static Phrase detail(String field, Phrase rule) {
        return field.isEmpty() ? Phrase.of("Message {0}", rule) : Phrase.of("Field ''{0}'' {1}", field, rule);
    }
}
