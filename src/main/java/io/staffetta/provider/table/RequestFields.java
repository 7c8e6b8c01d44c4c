package io.staffetta.provider.table;

import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a descriptor's {@code request} into the names and values of one message: all that a provider calls by name is
 * set in {@code config/providers}, none of it in code.
 *
 * <p>A value is literal text with any number of these placeholders:
 *
 * <table>
 * <caption>Vocabulary</caption>
 * <tr><td>{@code {to}}</td><td>recipient in E.164 form, {@code +39…}</td></tr>
 * <tr><td>{@code {toDigits}}</td><td>recipient without the plus, {@code 39…}</td></tr>
 * <tr><td>{@code {text}}</td><td>what the recipient reads</td></tr>
 * <tr><td>{@code {sender}}</td><td>sender name or number; empty to leave it to the provider</td></tr>
 * <tr><td>{@code {id}}</td><td>the gateway's id of the message</td></tr>
 * <tr><td>{@code {account.<field>}}</td><td>a field of the account; empty if the account does not give it</td></tr>
 * </table>
 *
 * <p>A pair whose value ends up blank is left out. Names that {@code only-when} lists for a value of an account field go only
 * to accounts whose field has that value, and must not be blank then.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class RequestFields {

    private record Condition(String field, String value) {
        boolean holds(Submission submission) {
            return submission.account().field(field).equals(value);
        }
    }

    private final Map<String, WireTemplate<Submission>> request;
    private final Map<String, WireTemplate<Submission>> headers;
    /** Under the names that they are about. */
    private final Map<String, List<Condition>> conditions = new HashMap<>();

    /**
     * Reads the templates of a descriptor.
     *
     * @throws IllegalArgumentException for a placeholder that is not in the vocabulary, or names a field that the
     *     descriptor does not have
     */
    public RequestFields(ProviderDescriptor descriptor) {
        request = WireTemplate.all(descriptor.request(), descriptor, Vocabulary.SUBMISSION);
        headers = WireTemplate.all(descriptor.headers(), descriptor, Vocabulary.SUBMISSION);
        descriptor
                .onlyWhen()
                .forEach((field, byValue) -> byValue.forEach((value, names) -> names.forEach(name -> conditions
                        .computeIfAbsent(name, any -> new ArrayList<>())
                        .add(new Condition(field, value)))));
    }

    /**
     * The names and values of one message, in the descriptor's order.
     *
     * @throws AccountUnusableException if the account leaves a value blank that its other fields make necessary
     */
    public Map<String, String> of(Submission submission) {
        Map<String, String> fields = new LinkedHashMap<>();
        request.forEach((name, template) -> {
            List<Condition> own = conditions.getOrDefault(name, List.of());
            Optional<Condition> holding = own.isEmpty()
                    ? Optional.empty()
                    : own.stream()
                            .filter(condition -> condition.holds(submission))
                            .findFirst();
            String value = template.fill(submission);
            if (value.isBlank() && holding.isPresent()) {
                throw missing(submission, name, holding.get());
            }
            if (!value.isBlank() && (own.isEmpty() || holding.isPresent())) {
                fields.put(name, value);
            }
        });
        return fields;
    }

    /** The request headers that the descriptor asks for, less those whose value ends up blank. */
    public Map<String, String> headers(Submission submission) {
        return WireTemplate.fill(headers, submission);
    }

    private static AccountUnusableException missing(Submission submission, String name, Condition condition) {
        return new AccountUnusableException(
                "Account '" + submission.account().id() + "' gives nothing for " + name + ", which " + condition.field()
                        + " " + condition.value() + " needs",
                0,
                "");
    }
}
