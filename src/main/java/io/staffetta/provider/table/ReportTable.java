package io.staffetta.provider.table;

import com.fasterxml.jackson.core.JsonPointer;
import io.staffetta.provider.DeliveryReport;
import io.staffetta.provider.Inquiry;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.ReportRules;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A descriptor's section {@code report}, read once, so that a mistake in it stops the start.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class ReportTable {

    private static final int LONGEST_MATCHED = 16_384;
    /** That providers in Italy write Italian time is assumed. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Rome");

    private record Rule(List<CodePattern> code, Pattern text, DeliveryReport.State state) {}

    /** Where an answer has what. */
    public record Places(
            JsonPointer ok, JsonPointer entries, JsonPointer to, JsonPointer code, JsonPointer text, JsonPointer at) {}

    private final ReportRules rules;
    private final Map<String, WireTemplate<Inquiry>> request;
    private final Map<String, WireTemplate<Inquiry>> headers;
    private final Places places;
    private final List<Rule> table;
    private final DateTimeFormatter atPattern;
    private final Pattern messageId;

    /**
     * Reads the section.
     *
     * @throws IllegalArgumentException for a placeholder, a JSON Pointer, a pattern, a state or a field that is wrong;
     *     names the file
     */
    ReportTable(ProviderDescriptor descriptor) {
        rules = descriptor.report();
        request = WireTemplate.all(rules.request(), descriptor, Vocabulary.INQUIRY);
        headers = rules.offered() ? WireTemplate.all(descriptor.headers(), descriptor, Vocabulary.INQUIRY) : Map.of();
        String file = "Provider file " + descriptor.wire() + ".yaml has ";
        places = checked(file + "a place in report.answer that is no JSON Pointer, such as /items/0", () -> {
            ReportRules.Places given = rules.answer();
            return new Places(
                    JsonPointer.compile(given.ok()),
                    JsonPointer.compile(given.entries()),
                    JsonPointer.compile(given.to()),
                    JsonPointer.compile(given.code()),
                    JsonPointer.compile(given.text()),
                    JsonPointer.compile(given.at()));
        });
        atPattern = checked(
                file + "a report.answer.at-pattern that is no pattern of date and time",
                () -> DateTimeFormatter.ofPattern(rules.answer().atPattern(), Locale.ROOT));
        table = checked(
                file + "a line in report.answers whose text is no regular expression",
                () -> rules.answers().stream().map(ReportTable::rule).toList());
        messageId = checked(
                file + "a report.message-id that is no regular expression", () -> Pattern.compile(rules.messageId()));
        check(
                table.stream()
                        .allMatch(rule -> rule.state() != null && rule.state() != DeliveryReport.State.UNREADABLE),
                file + "a line in report.answers whose state is not PENDING, DELIVERED or UNDELIVERED");
        check(
                rules.messageId().isEmpty() || rules.messageId().contains("(?<reference>"),
                file + "a report.message-id without the group (?<reference>…)");
        check(
                rules.urlField().isEmpty()
                        || descriptor.fields().stream()
                                .anyMatch(field -> field.name().equals(rules.urlField())),
                file + "the report.url-field '" + rules.urlField() + "', which is none of its fields: "
                        + descriptor.fields().stream()
                                .map(ProviderDescriptor.AccountField::name)
                                .collect(Collectors.joining(", ")));
        checked(file + "a report.url that is no address", () -> URI.create(rules.url()));
        check(
                rules.offered() || rules.equals(ReportRules.NONE),
                file + "a section report without request, the names and values to ask with");
        check(
                !rules.offered() || !rules.answer().code().isEmpty(),
                file + "a section report without answer.code, the place of the provider's word for the state");
    }

    private static Rule rule(ReportRules.ReportRule rule) {
        return new Rule(
                rule.code().stream().map(CodePattern::new).toList(),
                Pattern.compile(rule.text(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                rule.state());
    }

    private static <V> V checked(String otherwise, Supplier<V> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(otherwise + ": " + e.getMessage(), e);
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    public ReportRules rules() {
        return rules;
    }

    public Map<String, WireTemplate<Inquiry>> request() {
        return request;
    }

    public Map<String, WireTemplate<Inquiry>> headers() {
        return headers;
    }

    public Places places() {
        return places;
    }

    /** What the provider's word and its further text mean; empty if no line says. */
    public Optional<DeliveryReport.State> state(String code, String text) {
        String looked = cut(text);
        return table.stream()
                .filter(rule ->
                        rule.code().isEmpty() || rule.code().stream().anyMatch(pattern -> pattern.matches(code)))
                .filter(rule -> rule.text().matcher(looked).find())
                .map(Rule::state)
                .findFirst();
    }

    /** Whether a line of the table has the provider's word. */
    public boolean names(String code) {
        return table.stream().flatMap(rule -> rule.code().stream()).anyMatch(pattern -> pattern.matches(code));
    }

    /** An instant as the provider writes it; empty if it is none. */
    public Optional<Instant> instant(String written) {
        try {
            return Optional.of(
                    LocalDateTime.parse(written, atPattern).atZone(ZONE).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The one id of a message that an answer shows, which need not be whole; empty if there is none, or several. */
    public String messageIdIn(String answer) {
        if (rules.messageId().isEmpty()) {
            return "";
        }
        Matcher matcher = messageId.matcher(cut(answer));
        List<String> ids =
                matcher.results().map(found -> found.group(1)).distinct().toList();
        return ids.size() == 1 ? AnswerReference.clean(ids.get(0)) : "";
    }

    private static String cut(String text) {
        return text.length() > LONGEST_MATCHED ? text.substring(0, LONGEST_MATCHED) : text;
    }
}
