package io.staffetta.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a provider answered, in words for people: {@code Messagenet answered HTTP 402, code 101: no credit}. Kept with dead
 * letters and written to logs, so the account's secrets, the message's text and all long numbers are masked.
 */
final class Evidence {

    private static final int LONGEST = 200;
    private static final int LOOKED_AT = 16_384;
    private static final String MASK = "***";
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");
    /** Six digits or more, which may be a phone number, also where written in groups. */
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9](?:[ ./()-]{0,2}[0-9]){5,}");
    /** What follows such a word, where a provider repeats the request. */
    private static final Pattern SECRET = Pattern.compile(
            "((?:token|password|secret|authorization)[\"']?\\s*[:=]\\s*[\"']?|\\b(?:bearer|basic)\\s+)[^\\s\"'&,;<]+",
            Pattern.CASE_INSENSITIVE);

    private final ProviderDescriptor descriptor;

    Evidence(ProviderDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Says what was answered; {@code code} and {@code text} are left out where empty. */
    String of(Submission submission, ProviderAnswer answer, String code, String text) {
        String said = safe(submission, text);
        return descriptor.title() + " answered HTTP " + answer.status()
                + (code.isEmpty() ? "" : ", code " + safe(submission, code))
                + (said.isEmpty() ? "" : ": " + said);
    }

    private String safe(Submission submission, String text) {
        // Masked before mark-up is taken away, which parts words, and after, since it may write any character as a
        // number.
        String masked = mask(submission, text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text);
        masked = mask(submission, Markup.text(masked));
        return masked.length() > LONGEST ? masked.substring(0, LONGEST) + "…" : masked;
    }

    private String mask(Submission submission, String text) {
        String masked = text;
        for (ProviderDescriptor.AccountField field : descriptor.fields()) {
            if (field.secret()) {
                masked = without(masked, submission.account().field(field.name()));
            }
        }
        masked = without(masked, submission.text());
        masked = CONTROL.matcher(masked).replaceAll(" ").strip();
        masked = SECRET.matcher(masked).replaceAll("$1" + MASK);
        return NUMBER.matcher(masked).replaceAll(MASK);
    }

    /** The text without the hidden one, as it is and as a form, a URL or XML writes it. */
    private static String without(String text, String hidden) {
        if (hidden.isBlank()) {
            return text;
        }
        String form = URLEncoder.encode(hidden, StandardCharsets.UTF_8);
        String xml = hidden.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        String masked = text;
        for (String written : List.of(hidden, form, form.replace("+", "%20"), xml, xml.replace("\"", "&quot;"))) {
            masked = masked.replace(written, MASK);
        }
        return masked;
    }
}
