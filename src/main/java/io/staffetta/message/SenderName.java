package io.staffetta.message;

import io.staffetta.language.Phrase;
import java.util.regex.Pattern;

/**
 * The rules for sender names (aliases) that hold with every Italian provider. Whether a name is registered, only the
 * provider knows.
 */
public final class SenderName {

    /** Longest sender name that is not a number, in characters. */
    public static final int MAX_LENGTH = 11;

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{3,15}");
    // Each is in the default table of GSM 03.38, so that eleven of them fit into the address field of an SMS.
    private static final Pattern PERMITTED = Pattern.compile("[A-Za-z0-9àèéìòù !\"#$%&'()*+,./:;<=>?@_£-]*");
    private static final Pattern LETTER = Pattern.compile("[A-Za-zàèéìòù]");

    private SenderName() {}

    /**
     * Returns a sender if it may be one: a number of 3 to 15 digits, with or without {@code +}, or a name of 1 to
     * {@value #MAX_LENGTH} permitted characters with at least one letter and no blank at either end. Nothing of it is changed,
     * but that characters that cannot be seen are left out.
     *
     * @param field field that the sender is from, for the error
     * @throws InvalidMessageException if it may not be one; names the rule
     */
    public static String check(String field, String sender) {
        String visible = CodePoints.withoutInvisible(sender);
        CharSequence fault = NUMBER.matcher(visible).matches()
                ? PhoneNumbers.faultOfSender(visible)
                : WrittenNumber.of(visible).faultOfSpreadsheet();
        if (fault != null) {
            throw new InvalidMessageException(
                    field, Phrase.of("must be a name or a number as it is called, but {0}", Phrase.of(fault)));
        }
        return NUMBER.matcher(visible).matches() ? visible : checkedName(field, visible);
    }

    private static String checkedName(String field, String sender) {
        if (sender.isEmpty() || sender.length() > MAX_LENGTH) {
            throw new InvalidMessageException(
                    field,
                    Phrase.of("must be a name of 1 to {0} characters or a number of 3 to 15 digits", MAX_LENGTH));
        }
        if (!PERMITTED.matcher(sender).matches()) {
            throw new InvalidMessageException(
                    field,
                    "must have only letters without accents, à è é ì ò ù, digits, blanks and !\"#$%&'()*+,-./:;<=>?@_£");
        }
        if (sender.startsWith(" ") || sender.endsWith(" ")) {
            throw new InvalidMessageException(field, "must not begin or end with a blank");
        }
        if (!LETTER.matcher(sender).find()) {
            throw new InvalidMessageException(field, "must have a letter, or be a number of 3 to 15 digits");
        }
        return sender;
    }
}
