package io.staffetta.config.accounts;

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
public record Problem(String file, int line, String account, String field, String wrong, String right) {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    /** The problem in one line, such as {@code config/accounts.yaml:7: account 'main', field 'password': missing}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        if (!account.isEmpty()) {
            text.append(": account '").append(account).append('\'');
        }
        if (!field.isEmpty()) {
            text.append(account.isEmpty() ? ": field '" : ", field '")
                    .append(field)
                    .append('\'');
        }
        text.append(": ").append(wrong);
        if (!right.isEmpty()) {
            text.append("; ").append(right);
        }
        return CONTROL.matcher(text).replaceAll("?");
    }
}
