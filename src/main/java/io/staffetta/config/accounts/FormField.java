package io.staffetta.config.accounts;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A field of an account, as a form shows it.
 *
 * @param name its name in {@code accounts.yaml}
 * @param kind what may be written there: {@code text}, {@code boolean}, {@code number}, {@code integer}, {@code duration},
 *     {@code time}, {@code url}, {@code choice}, {@code accounts} for a list of ids, or {@code group} for fields of its own
 * @param required whether an account must give it
 * @param secret whether it is never shown
 * @param label its name for people
 * @param help what to write there
 * @param defaultValue what counts where it is not given; {@code null} if nothing does
 * @param values the only values allowed; {@code null} for any
 * @param min lowest number; {@code null} for none
 * @param max highest number; {@code null} for none
 * @param fields the fields of a group; {@code null} of others
 */
public record FormField(
        String name,
        String kind,
        boolean required,
        boolean secret,
        Words label,
        Words help,
        @JsonProperty("default") String defaultValue,
        List<String> values,
        Integer min,
        Integer max,
        List<FormField> fields) {

    /** A text in both languages. */
    public record Words(String it, String en) {}
}
