package io.staffetta.audit;

import io.staffetta.access.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Records one act of an operator or administrator. Has neither secrets nor texts nor whole numbers in it. Control
 * characters in it become {@code ?}, and what is longer than {@value #LONGEST} characters is cut.
 *
 * @param by who did it
 * @param action what was done, as {@code noun.verb}: {@code batch.cancel}, {@code account.change}
 * @param subject id of what it was done to; empty for none
 * @param details what else is worth knowing, by name, such as counts
 * @param why why, in that person's words; empty if not said
 */
public record AuditEntry(Caller by, String action, String subject, Map<String, String> details, String why) {

    /** Longest value, in UTF-16 code units. */
    public static final int LONGEST = 500;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\\u2028\\u2029]");

    public AuditEntry {
        by = new Caller(plain(by.name()), by.role(), plain(by.from()));
        action = plain(action);
        subject = plain(subject);
        why = plain(why);
        Map<String, String> sorted = new TreeMap<>();
        details.forEach((name, value) -> sorted.put(plain(name), plain(value)));
        details = Collections.unmodifiableMap(sorted);
    }

    /** Label of the role that whoever did it has; empty for somebody who could not log in. */
    String role() {
        return by.role() == null ? "" : by.role().label();
    }

    /** As every database keeps it and gives it back: what is hashed must be what is read. */
    private static String plain(String text) {
        if (text == null) {
            return "";
        }
        String line = CONTROL.matcher(text).replaceAll("?");
        String cut = line.length() <= LONGEST ? line : line.substring(0, LONGEST);
        // Half a surrogate pair is no character, and becomes one.
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
