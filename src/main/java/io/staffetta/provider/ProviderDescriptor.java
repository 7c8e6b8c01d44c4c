package io.staffetta.provider;

import io.staffetta.outcome.Outcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is fixed about one provider's wire: the file {@code config/providers/<wire>.yaml}. The names in it are the
 * provider's, so an administrator with the provider's manual can put them right without a new release.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param wire name of the file and, after {@code provider-}, of the route
 * @param provider what {@code provider:} says in {@code accounts.yaml}
 * @param api what {@code api:} says in {@code accounts.yaml}; empty where the provider has one wire
 * @param defaultApi whether {@code api:} may be left out for this wire
 * @param title the provider's name for people
 * @param confidence {@code attested} by the provider or several of its clients, or {@code assumed}
 * @param url where requests go unless the account has a {@code url}; empty if not known
 * @param fields the account fields of this wire, in the order in which people expect them
 * @param text which texts the provider carries
 * @param sender name of the account field that holds the sender name; empty where the provider sets the sender itself
 * @param request names on the wire, in order, each with the value to put there, see {@code RequestFields}
 * @param settings further names and addresses that the wire needs, by key; meaning given in the file
 * @param answers what the provider's answers mean, first match wins
 * @param report how the provider is asked what became of a message; with nothing in it where it cannot be asked
 */
public record ProviderDescriptor(
        String wire,
        String provider,
        String api,
        boolean defaultApi,
        String title,
        String confidence,
        String url,
        List<AccountField> fields,
        TextRules text,
        String sender,
        Map<String, String> request,
        Map<String, String> settings,
        List<AnswerRule> answers,
        ReportRules report) {

    /** Lists and maps that the file leaves out are empty, texts that it leaves out are empty. */
    public ProviderDescriptor {
        api = api == null ? "" : api;
        url = url == null ? "" : url;
        sender = sender == null ? "" : sender;
        fields = fields == null ? List.of() : List.copyOf(fields);
        request = request == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(request));
        settings = settings == null ? Map.of() : Map.copyOf(settings);
        answers = answers == null ? List.of() : List.copyOf(answers);
        report = report == null ? ReportRules.NONE : report;
    }

    /**
     * One field of an account with this provider.
     *
     * @param name its name in {@code accounts.yaml}
     * @param required whether an account must give it
     * @param secret whether it must never be shown
     * @param values the only values allowed; empty for any
     * @param defaultValue value where the account gives none; empty for none
     * @param description what to write there, for editors and error messages
     */
    public record AccountField(
            String name,
            boolean required,
            boolean secret,
            List<String> values,
            String defaultValue,
            String description) {

        /** Texts and lists that the file leaves out are empty. */
        public AccountField {
            values = values == null ? List.of() : List.copyOf(values);
            defaultValue = defaultValue == null ? "" : defaultValue;
            description = description == null ? "" : description;
        }
    }

    /**
     * Which texts a provider carries.
     *
     * @param unicode whether characters outside GSM 03.38 can be sent, as UCS-2
     * @param maxLength longest text: septets with GSM 03.38 (extension characters count two), UTF-16 code units with
     *     UCS-2; 0 for no limit but the gateway's own
     */
    public record TextRules(boolean unicode, int maxLength) {}

    /**
     * One line of the table of answers: the outcome of an answer to which all of its conditions apply.
     *
     * @param status HTTP status codes, each a number ({@code 429}), a class ({@code 5xx}) or a range ({@code 502-504});
     *     empty for any
     * @param code provider's own codes, each exact, a class or range as for {@code status}, or {@code *} for an answer
     *     that has a code; empty for any, and for none
     * @param text regular expression to be found in the answer's text, without regard to case; a group named
     *     {@code reference} gives the provider's id of the message; empty for any
     * @param outcome what it means
     */
    public record AnswerRule(List<String> status, List<String> code, String text, Outcome outcome) {

        /** Conditions that the file leaves out are empty. */
        public AnswerRule {
            status = status == null ? List.of() : List.copyOf(status);
            code = code == null ? List.of() : List.copyOf(code);
            text = text == null ? "" : text;
        }
    }
}
