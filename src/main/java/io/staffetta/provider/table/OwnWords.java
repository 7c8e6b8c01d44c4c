package io.staffetta.provider.table;

import io.staffetta.provider.Submission;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes what is a message's own out of a provider's words: its text, number and sender, which providers repeat in their
 * errors. Else a text with "password" in it would look like a login that was refused.
 *
 * <p>The text is found whole or cut, encoded for a URL, HTML or a program, in other letters ({@code e'} for {@code è}), in
 * other case, and with single words changed; see {@link Quotations}. Short texts are taken out only as whole words: a text
 * {@code no} leaves "non valido" as it is.
 */
final class OwnWords {

    private static final int SHORT = 4;
    /** No longer than any number is written: without an end, thousands of digits would overflow the stack. */
    private static final Pattern DIGITS =
            Pattern.compile("(?<![\\p{L}\\p{N}])\\+?[0-9](?:[ ./()-]{0,2}[0-9]){4,40}(?![\\p{L}\\p{N}])");
    /** A provider's words for a sender, before one. */
    private static final String SENDER = "(?:sender|mittente|alias|from|oadc|source|originator|da)[\\s:='\"(\\[]{1,4}";

    private OwnWords() {}

    /** Words without those of a message. */
    static String without(Submission submission, String words) {
        String left = withoutText(submission.text(), words);
        left = withoutSender(submission, left);
        return withoutNumber(submission, left);
    }

    /** Words without a message's text. */
    static String withoutText(String text, String words) {
        if (text.isBlank() || words.isBlank()) {
            return words;
        }
        String left = words;
        for (String written : written(text.strip())) {
            left = whole(written, text.strip().length() < SHORT).matcher(left).replaceAll(Quotations.MASK);
        }
        return new Quotations(text).hide(left);
    }

    /** The text as it is, and as a form, a URL, HTML and a program write it. */
    private static Set<String> written(String text) {
        String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
        String xml = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        String program = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return Set.copyOf(List.of(text, form, form.replace("+", "%20"), xml, xml.replace("\"", "&quot;"), program));
    }

    /** A text of its own, not a part of a word; a short one only where something sets it off. */
    private static Pattern whole(String written, boolean setOff) {
        String quoted = Pattern.quote(written);
        return Pattern.compile(
                setOff
                        ? "(?<=[\"'\u00ab\u201c\u2018(\\[=>])" + quoted + "(?=[\"'\u00bb\u201d\u2019)\\]<&])"
                        : "(?<![\\p{L}\\p{N}])" + quoted + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** A sender that the message brought is taken out anywhere; the account's own where the words are about a sender. */
    private static String withoutSender(Submission submission, String words) {
        String sender = submission.sender().strip();
        if (sender.isEmpty()) {
            return words;
        }
        boolean accounts = submission.account().fields().containsValue(sender);
        String left = whole(sender, true).matcher(words).replaceAll(Quotations.MASK);
        Pattern pattern = accounts || sender.length() < SHORT
                ? Pattern.compile(
                        "(?<=" + SENDER + ")" + Pattern.quote(sender) + "(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE)
                : whole(sender, false);
        return pattern.matcher(left).replaceAll(Quotations.MASK);
    }

    private static String withoutNumber(Submission submission, String words) {
        Matcher matcher = DIGITS.matcher(words);
        return matcher.replaceAll(
                found -> submission.isTo(found.group()) ? Quotations.MASK : Matcher.quoteReplacement(found.group()));
    }
}
