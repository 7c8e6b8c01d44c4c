package io.staffetta.provider.table;

import io.staffetta.account.Account;
import io.staffetta.provider.Inquiry;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.Submission;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Words what a provider answered, for people: {@code Messagenet answered HTTP 402, code 101: no credit}. Kept with dead
 * letters and written to logs, so the account's secrets, the message's text and all long numbers are masked.
 */
public final class FailureDescription {

    private static final int LONGEST = 200;
    /** Texts from this length on are masked within words, too. */
    private static final int LONG = 8;

    private static final int LOOKED_AT = 16_384;
    private static final String MASK = "***";
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");
    /** Six digits or more, which may be a phone number, also where written in groups; of these not endlessly many at once. */
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9](?:[ ./()-]{0,2}[0-9]){5,40}[0-9]*");
    /** What follows such a word, where a provider repeats the request. */
    private static final Pattern SECRET = Pattern.compile(
            "((?:token|password|secret|authorization)[\"']?\\s*[:=]\\s*[\"']?|\\b(?:bearer|basic)\\s+)[^\\s\"'&,;<]+",
            Pattern.CASE_INSENSITIVE);

    private final ProviderDescriptor descriptor;

    public FailureDescription(ProviderDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Says what was answered; {@code code} and {@code text} are left out where empty. */
    String of(Submission submission, ProviderAnswer answer, String code, String text) {
        return of(submission.account(), submission.text(), answer, code, text);
    }

    /** Says what was answered to a question about a message. */
    public String of(Inquiry inquiry, ProviderAnswer answer, String text) {
        return of(inquiry.account(), "", answer, "", text);
    }

    /** A word of the provider's in its answer to a question about a message. */
    public String safe(Inquiry inquiry, String text) {
        return safe(inquiry.account(), "", text);
    }

    private String of(Account account, String messageText, ProviderAnswer answer, String code, String text) {
        String said = safe(account, messageText, text);
        return descriptor.title() + " answered HTTP " + answer.status()
                + (code.isEmpty() ? "" : ", code " + safe(account, messageText, code))
                + (said.isEmpty() ? "" : ": " + said);
    }

    private String safe(Account account, String messageText, String text) {
        // Masked before mark-up is taken away, which parts words, and after, since it may write any character as a
        // number.
        String masked = mask(account, messageText, text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text);
        masked = mask(account, messageText, Markup.text(masked));
        return masked.length() > LONGEST ? masked.substring(0, LONGEST) + "…" : masked;
    }

    private String mask(Account account, String messageText, String text) {
        String masked = text;
        for (ProviderDescriptor.AccountField field : descriptor.fields()) {
            if (field.secret()) {
                masked = without(masked, account.field(field.name()));
            }
        }
        masked = OwnWords.withoutText(messageText, messageText.length() < LONG ? masked : without(masked, messageText));
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
