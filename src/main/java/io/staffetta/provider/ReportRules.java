package io.staffetta.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The section {@code report} of a descriptor: how a provider is asked what became of a message. The request is a form, the
 * answer JSON.
 *
 * @param url where questions go, relative to the address that messages go to, of which a slash at the end does not count;
 *     so an account on a sandbox or a proxy asks there too. Where it has to be absolute, accounts with a url of their own
 *     give it in the field below
 * @param urlField account field that holds the address where it is elsewhere; empty for none
 * @param request names on the wire, in order, each with the value to put there: literal text with any of
 *     {@code {providerMessageId}}, {@code {to}}, {@code {toDigits}}, {@code {account.<field>}}.
 *     Request headers are those of submissions
 * @param answer where the answer has what
 * @param answers what the provider's words mean, first match wins; an answer that none matches is not understood
 * @param messageId regular expression that finds the provider's id, as its group {@code reference}, in the answer to a
 *     submission that is not understood or broke off, so that the message can be asked for; it must not match an id whose
 *     end is not shown. Empty for none
 */
public record ReportRules(
        String url,
        String urlField,
        Map<String, String> request,
        Places answer,
        List<ReportRule> answers,
        String messageId) {

    /** Of a provider that offers no reports. */
    public static final ReportRules NONE = new ReportRules(null, null, null, null, null, null);

    /** Texts, lists and maps that the file leaves out are empty. */
    public ReportRules {
        url = url == null ? "" : url;
        urlField = urlField == null ? "" : urlField;
        request = request == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(request));
        answer = answer == null ? new Places(null, null, null, null, null, null, null, null) : answer;
        answers = answers == null ? List.of() : List.copyOf(answers);
        messageId = messageId == null ? "" : messageId;
    }

    /** Whether the provider can be asked. */
    public boolean offered() {
        return !request.isEmpty();
    }

    /**
     * Where an answer has what, as JSON Pointers (RFC 6901).
     *
     * @param ok where it says whether the question was understood; empty to take it so
     * @param okValue what it says there if it was
     * @param entries the messages that it tells about, an array or a single object; empty for the whole answer
     * @param to within such an entry, its recipient, so that others are passed over; empty if it has none
     * @param code within it, the provider's word for the state; an entry without it is not understood
     * @param text within it, a further text for the table; empty for none
     * @param at within it, when that came about; empty if it does not say
     * @param atPattern how that is written, such as {@code yyyy-MM-dd HH:mm:ss}, in Italian time
     */
    public record Places(
            String ok,
            String okValue,
            String entries,
            String to,
            String code,
            String text,
            String at,
            String atPattern) {

        /** Places that the file leaves out are empty. */
        public Places {
            ok = ok == null ? "" : ok;
            okValue = okValue == null ? "" : okValue;
            entries = entries == null ? "" : entries;
            to = to == null ? "" : to;
            code = code == null ? "" : code;
            text = text == null ? "" : text;
            at = at == null ? "" : at;
            atPattern = atPattern == null ? "" : atPattern;
        }
    }

    /**
     * Assigns a state to answers about a message: one line of their table.
     *
     * @param code the provider's words, as in {@link ProviderDescriptor.AnswerRule}; empty for any, and for none
     * @param text regular expression to be found in the further text, without regard to case; empty for any
     * @param state what it means: {@code PENDING}, {@code DELIVERED} or {@code UNDELIVERED}
     */
    public record ReportRule(List<String> code, String text, DeliveryReport.State state) {

        /** Conditions that the file leaves out are empty. */
        public ReportRule {
            code = code == null ? List.of() : List.copyOf(code);
            text = text == null ? "" : text;
        }
    }
}
