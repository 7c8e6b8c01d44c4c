package io.staffetta.audit;

import io.staffetta.access.Caller;
import java.util.Map;
import java.util.TreeMap;

/**
 * One act of an operator or administrator. Has neither secrets nor texts nor whole numbers in it.
 *
 * @param by who did it
 * @param action what was done, as {@code noun.verb}: {@code batch.cancel}, {@code account.change}
 * @param subject id of what it was done to; empty for none
 * @param details what else is worth knowing, by name, such as counts
 * @param why why, in that person's words; empty if not said
 */
public record AuditEntry(Caller by, String action, String subject, Map<String, String> details, String why) {

    public AuditEntry {
        details = Map.copyOf(new TreeMap<>(details));
    }
}
