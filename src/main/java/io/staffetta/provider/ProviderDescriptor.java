package io.staffetta.provider;

import io.staffetta.message.Outcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes one wire of a provider: the file {@code config/providers/<wire>.yaml}. The names in it are the provider's,
 * so an administrator with the provider's manual can put them right without a new release.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param wire name of the file and, after {@code provider-}, of the route
 * @param provider what {@code provider:} says in {@code accounts.yaml}
 * @param api what {@code api:} says in {@code accounts.yaml}; empty where the provider has one wire
 * @param defaultApi whether {@code api:} may be left out for this wire
 * @param title the provider's name for people
 * @param description which of the provider's services it is, and how people who bought it know it, in a sentence; may be empty
 * @param descriptionIt the same in Italian
 * @param confidence {@code attested} by the provider or several of its clients, or {@code assumed}
 * @param url where requests go unless the account has a {@code url}; empty if not known
 * @param urlField account field that holds the address; empty where only {@code url} does
 * @param fields the account fields of this wire, in the order in which people expect them
 * @param text which texts the provider carries
 * @param sender name of the account field that holds the sender name; empty where the provider sets the sender itself
 * @param requestFormat how the request is written
 * @param request names on the wire, in order, each with the value to put there, see {@code RequestFields}
 * @param headers request headers, each with its value, as in {@code request}
 * @param onlyWhen names of {@code request} that go only to accounts of which a field has a value, by field and value
 * @param soap what a SOAP request needs besides
 * @param xml what an XML request needs besides
 * @param token where an access token is fetched that goes with each request; with nothing in it where there is none
 * @param answerFormat how the answer is read
 * @param codePlace where an answer has the provider's own code, see {@link AnswerForm}; empty where it has none, and where
 *     the reader of the answer format knows
 * @param success what counts as accepted: the one way to it
 * @param id where an accepted answer has the provider's id of the message
 * @param answers what the provider's other answers mean, first match wins; none means ACCEPTED
 * @param report how the provider is asked what became of a message; with nothing in it where it cannot be asked
 */
public record ProviderDescriptor(
        String wire,
        String provider,
        String api,
        boolean defaultApi,
        String title,
        String description,
        String descriptionIt,
        String confidence,
        String url,
        String urlField,
        List<AccountField> fields,
        TextRules text,
        String sender,
        RequestFormat requestFormat,
        Map<String, String> request,
        Map<String, String> headers,
        Map<String, Map<String, List<String>>> onlyWhen,
        SoapRules soap,
        XmlRules xml,
        TokenRules token,
        AnswerFormat answerFormat,
        String codePlace,
        SuccessRule success,
        MessageIdRule id,
        List<AnswerRule> answers,
        ReportRules report) {

    /** Lists, maps and texts that the file leaves out are empty; words for people, those that it has of the other language. */
    public ProviderDescriptor {
        api = api == null ? "" : api;
        description = description == null ? "" : description;
        descriptionIt = descriptionIt == null ? description : descriptionIt;
        url = url == null ? "" : url;
        urlField = urlField == null ? "" : urlField;
        sender = sender == null ? "" : sender;
        fields = fields == null ? List.of() : List.copyOf(fields);
        request = request == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(request));
        headers = headers == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        onlyWhen = onlyWhen == null ? Map.of() : Map.copyOf(onlyWhen);
        soap = soap == null ? new SoapRules(null, null, null) : soap;
        xml = xml == null ? new XmlRules(null) : xml;
        token = token == null ? new TokenRules(null) : token;
        codePlace = codePlace == null ? "" : codePlace;
        id = id == null ? new MessageIdRule(null, null, null, false) : id;
        answers = answers == null ? List.of() : List.copyOf(answers);
        report = report == null ? ReportRules.NONE : report;
    }

    /**
     * Describes one field of an account with this provider.
     *
     * @param name its name in {@code accounts.yaml}
     * @param required whether an account must give it
     * @param secret whether it must never be shown
     * @param values the only values allowed; empty for any
     * @param defaultValue value where the account gives none; empty for none
     * @param description what to write there, for editors and error messages
     * @param label its name for people
     * @param labelIt the same in Italian
     * @param descriptionIt the description in Italian
     */
    public record AccountField(
            String name,
            boolean required,
            boolean secret,
            List<String> values,
            String defaultValue,
            String description,
            String label,
            String labelIt,
            String descriptionIt) {

        /** Texts and lists that the file leaves out are empty; words for people, those that it has of the other language. */
        public AccountField {
            values = values == null ? List.of() : List.copyOf(values);
            defaultValue = defaultValue == null ? "" : defaultValue;
            description = description == null ? "" : description;
            label = label == null ? name : label;
            labelIt = labelIt == null ? label : labelIt;
            descriptionIt = descriptionIt == null ? description : descriptionIt;
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
     * Describes what a SOAP request needs besides its elements.
     *
     * @param operation element inside the SOAP body
     * @param namespaceField account field with the namespace of the operation; empty for none
     * @param namespace namespace for accounts that give none there; empty for none
     */
    public record SoapRules(String operation, String namespaceField, String namespace) {

        /** Texts that the file leaves out are empty. */
        public SoapRules {
            operation = operation == null ? "" : operation;
            namespaceField = namespaceField == null ? "" : namespaceField;
            namespace = namespace == null ? "" : namespace;
        }
    }

    /**
     * Describes what an XML request needs besides its elements.
     *
     * @param root name of the root element
     */
    public record XmlRules(String root) {

        /** Texts that the file leaves out are empty. */
        public XmlRules {
            root = root == null ? "" : root;
        }
    }

    /**
     * The access token that goes with each request: OAuth 2.0, grant by client credentials, which are the account fields
     * {@code username} and {@code password}.
     *
     * @param url where it is fetched, relative to the address of requests; empty where no token is needed
     */
    public record TokenRules(String url) {

        /** Texts that the file leaves out are empty. */
        public TokenRules {
            url = url == null ? "" : url;
        }

        /** Whether requests need a token. */
        public boolean needed() {
            return !url.isEmpty();
        }
    }

    /**
     * Recognises an accepted message by a word of success at one place of an answer in one form.
     *
     * @param place where the word stands, see {@link AnswerForm}
     * @param value the words that mean success there, whole and without regard to case; {@code {id}} stands for the
     *     gateway's own id of the message, told back. Empty only where a SOAP operation returns the id itself
     * @param status HTTP status codes that can go with it, of the class {@code 2xx}; by default
     *     {@code 200-203}, since the others have no content, a part of it, or that of several answers
     * @param more whether a text may go on after the word and the id
     * @param ignore places whose values say nothing about the message, so that a word of refusal there does not count
     */
    public record SuccessRule(
            String place, List<String> value, List<String> status, boolean more, List<String> ignore) {

        /** Texts that the file leaves out are empty, lists too, except status. */
        public SuccessRule {
            place = place == null ? "" : place;
            value = value == null ? List.of() : List.copyOf(value);
            status = status == null || status.isEmpty() ? List.of("200-203") : List.copyOf(status);
            ignore = ignore == null ? List.of() : List.copyOf(ignore);
        }
    }

    /**
     * Finds the provider's id of the message in an accepted answer.
     *
     * @param place where it stands, see {@link AnswerForm}; in a text {@code second-word}. Empty where there is none
     * @param after words after which the id stands there, such as {@code CODE:}; empty where it stands alone
     * @param shape regular expression that the whole id matches, and no word of refusal
     * @param required whether an answer without id is not accepted
     */
    public record MessageIdRule(String place, String after, String shape, boolean required) {

        /** Texts that the file leaves out are empty. */
        public MessageIdRule {
            place = place == null ? "" : place;
            after = after == null ? "" : after;
            shape = shape == null ? "" : shape;
        }
    }

    /**
     * Assigns an outcome to the answers to which all of its conditions apply: one line of the table of answers.
     *
     * @param status HTTP status codes, each a number ({@code 429}), a class ({@code 5xx}) or a range ({@code 502-504});
     *     empty for any
     * @param code provider's own codes, each exact, a class or range as for {@code status}, or {@code *} for an answer
     *     that has a code; empty for any, and for none
     * @param text regular expression to be found in the answer's text, without regard to case, after the
     *     message's own text, number and sender were taken out; mark-up that was not agreed has no text; empty for any
     * @param outcome what it means, anything but ACCEPTED and NOT_SENT
     */
    public record AnswerRule(List<String> status, List<String> code, String text, Outcome.Kind outcome) {

        /** Conditions that the file leaves out are empty. */
        public AnswerRule {
            status = status == null ? List.of() : List.copyOf(status);
            code = code == null ? List.of() : List.copyOf(code);
            text = text == null ? "" : text;
        }
    }
}
