package io.staffetta.provider.table;

import com.fasterxml.jackson.core.JsonPointer;
import io.staffetta.provider.AnswerForm;
import io.staffetta.provider.AnswerFormat;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.ProviderDescriptor.MessageIdRule;
import io.staffetta.provider.ProviderDescriptor.SuccessRule;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Rejects a descriptor whose {@code success} or {@code id} would take a refusal for a success. */
final class ProofCheck {

    static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s:;,=|]+");

    private static final String FIRST_WORD = "first-word";
    private static final String SECOND_WORD = "second-word";
    private static final Pattern PATH = Pattern.compile("[A-Za-z_][\\w.-]*(?:/[A-Za-z_][\\w.-]*)*");
    /** What is no id, and must not match the shape of one. */
    private static final List<String> NO_IDS = List.of(
            "", " ", "0", "00", "-1", "-3", "0.0", "OK", "<html>", "<id>7</id>", "two words", "7 8", "{}", "true");

    private final String file;
    private final SuccessRule success;
    private final AnswerForm form;
    private final MessageIdRule id;
    private final ProviderDescriptor descriptor;

    ProofCheck(ProviderDescriptor descriptor) {
        this.descriptor = descriptor;
        file = "Provider file " + descriptor.wire() + ".yaml ";
        success = descriptor.success();
        form = descriptor.answerFormat().form();
        id = descriptor.id();
    }

    /**
     * Checks both sections, and where the provider's own codes are looked for.
     *
     * @throws IllegalArgumentException for the first thing that is wrong; names the file and the key
     */
    void run() {
        check(
                success != null,
                "has no section success, without which no answer is ever accepted; see src/docs/providers.md");
        checkSuccess();
        checkId();
        checkCodePlace();
    }

    private void checkSuccess() {
        check(
                success.status().stream().allMatch(each -> each.matches("2xx|2[0-9]{2}(-2[0-9]{2})?")),
                "has a success.status that is not of the class 2xx");
        checkPlace("success.place", success.place(), FIRST_WORD);
        boolean byId = form == AnswerForm.SOAP && success.place().equals(id.place());
        check(
                !success.value().isEmpty() || byId,
                "has no success.value, the words that mean success; an id alone proves nothing, save as the value that a"
                        + " SOAP operation returns");
        for (String value : success.value()) {
            boolean word =
                    !value.isBlank() && !value.equals("*") && Refusals.in(value).isEmpty() && !value.startsWith("-");
            check(word, "has the success.value '" + value + "', which is no word of success");
            check(
                    form != AnswerForm.TEXT || !BETWEEN_WORDS.matcher(value).find(),
                    "has the success.value '" + value + "', which is more than the first word of a text");
        }
        success.ignore().forEach(place -> checkPlace("success.ignore", place, FIRST_WORD));
    }

    private void checkId() {
        if (id.place().isEmpty()) {
            check(!id.required() && id.shape().isEmpty(), "has a section id without id.place");
            return;
        }
        checkPlace("id.place", id.place(), SECOND_WORD);
        check(!id.shape().isEmpty(), "has no id.shape, a regular expression that the whole id matches");
        Pattern shape = shape();
        Stream.concat(NO_IDS.stream(), Refusals.all())
                .flatMap(word -> Stream.of(word, word.toUpperCase(Locale.ROOT)))
                .filter(word -> shape.matcher(word).matches())
                .findFirst()
                .ifPresent(word -> check(
                        false,
                        "has an id.shape that takes '" + word + "' for an id; ask for a digit"
                                + " from 1 to 9, as in (?=.*[1-9])[A-Za-z0-9][A-Za-z0-9._-]{0,99}"));
    }

    private Pattern shape() {
        try {
            return Pattern.compile(id.shape());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    file + "has an id.shape that is no regular expression: " + e.getDescription() + " in " + id.shape(),
                    e);
        }
    }

    /** Where a code is looked for: at a place of a JSON object or an XML document; other readers know by themselves. */
    private void checkCodePlace() {
        AnswerFormat format = descriptor.answerFormat();
        boolean needed = format == AnswerFormat.JSON || format == AnswerFormat.XML;
        if (!descriptor.codePlace().isEmpty()) {
            check(needed, "has a code-place, which is for answers in json and xml alone");
            checkPlace("code-place", descriptor.codePlace(), "");
        } else if (needed || format == AnswerFormat.TEXT) {
            check(
                    descriptor.answers().stream().allMatch(rule -> rule.code().isEmpty()),
                    "has an answer with a code, which no answer would ever have"
                            + (needed
                                    ? "; say in code-place where it stands"
                                    : ": a text has none; look for it with text"));
        }
    }

    private void checkPlace(String key, String place, String ofText) {
        boolean good =
                switch (form) {
                    case TEXT -> place.equals(ofText);
                    case JSON -> isPointer(place);
                    case XML, SOAP -> PATH.matcher(place).matches();
                };
        check(
                good,
                "has the " + key + " '" + place + "', which must be "
                        + switch (form) {
                            case TEXT -> ofText;
                            case JSON -> "a JSON Pointer, such as /status/code";
                            case XML -> "the names of elements from the root, such as sms/id";
                            case SOAP -> "the names of elements below the response, such as return";
                        });
    }

    private static boolean isPointer(String place) {
        return place.startsWith("/") && !JsonPointer.compile(place).matches();
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(file + otherwise);
        }
    }
}
