package io.staffetta.config.accounts;

import io.staffetta.language.Phrase;
import java.util.regex.Pattern;

/**
 * Describes one error in {@code accounts.yaml}, in words that name neither secret nor content of a file or environment
 * variable.
 *
 * @param file the file, as it was named to the gateway
 * @param line its line, counted from 1; 0 where the file as a whole is meant
 * @param account id of the account concerned; empty where none is
 * @param field path of the field, such as {@code password} or {@code limits.perSecond}; empty where none is meant
 * @param wrong what is wrong
 * @param right what would be right; empty where that is plain from what is wrong
 */
public record Problem(String file, int line, String account, String field, Phrase wrong, Phrase right) {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /** One whose texts are phrases, or texts without values. */
    public Problem(String file, int line, String account, String field, CharSequence wrong, CharSequence right) {
        this(file, line, account, field, Phrase.of(wrong), Phrase.of(right));
    }

    /** The problem in one line, such as {@code config/accounts.yaml:7: account 'main', field 'password': missing}. */
    @Override
    public String toString() {
        return CONTROL.matcher(phrase()).replaceAll("?");
    }

    /** The problem in one line, to be said in other languages, too. */
    public Phrase phrase() {
        String where = line > 0 ? file + ":" + line : file;
        Phrase what = right.isEmpty() ? wrong : Phrase.of("{0}; {1}", wrong, right);
        if (account.isEmpty()) {
            return field.isEmpty()
                    ? Phrase.of("{0}: {1}", where, what)
                    : Phrase.of("{0}: field ''{1}'': {2}", where, field, what);
        }
        return field.isEmpty()
                ? Phrase.of("{0}: account ''{1}'': {2}", where, account, what)
                : Phrase.of("{0}: account ''{1}'', field ''{2}'': {3}", where, account, field, what);
    }
}
