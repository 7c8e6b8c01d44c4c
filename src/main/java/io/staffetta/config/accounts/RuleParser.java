package io.staffetta.config.accounts;

import io.staffetta.account.RoutingRule;
import io.staffetta.config.Suggestion;
import io.staffetta.language.Phrase;
import io.staffetta.message.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one routing rule. */
final class RuleParser {

    static final String WHEN = "when";
    static final String ACCOUNT = "account";
    static final String RECIPIENT_PREFIX = "recipient-prefix";
    static final String SENDER = "sender";
    static final String SOURCE = "source";
    static final String PRIORITY = "priority";

    private static final List<String> PARTS = List.of(WHEN, ACCOUNT);
    private static final List<String> CONDITIONS = List.of(RECIPIENT_PREFIX, SENDER, SOURCE, PRIORITY);
    private static final Pattern PREFIX = Pattern.compile("\\+[0-9]{1,15}");

    private final Set<String> ids;

    /**
     * @param ids all accounts in the file
     */
    RuleParser(Set<String> ids) {
        this.ids = ids;
    }

    /** The rule; empty if a part of it is missing. Of use only if no problem was recorded. */
    Optional<RoutingRule> parse(YamlMap rule) {
        rule.allow(PARTS, name -> "a rule has " + Suggestion.among(name, PARTS));
        Optional<String> account = account(rule);
        if (!rule.has(WHEN)) {
            rule.problem(WHEN, "missing", Phrase.of("give at least one of {0}", String.join(", ", CONDITIONS)));
            return Optional.empty();
        }
        return rule.map(WHEN, rule.scope().within(WHEN)).map(when -> rule(when, account.orElse("")));
    }

    private Optional<String> account(YamlMap rule) {
        String configured = String.join(", ", ids);
        Optional<YamlText> account = rule.required(ACCOUNT, Phrase.of("name one of {0}", configured));
        account.filter(text -> !ids.contains(text.value()))
                .ifPresent(text -> rule.problem(
                        ACCOUNT,
                        Phrase.of("no account ''{0}''", text.written()),
                        Phrase.of("configured: {0}", Suggestion.among(text.written(), ids))));
        return account.map(YamlText::value);
    }

    private static RoutingRule rule(YamlMap when, String account) {
        when.allow(CONDITIONS, name -> "a rule can ask for " + Suggestion.among(name, CONDITIONS));
        List<String> prefixes = values(when, RECIPIENT_PREFIX);
        for (String prefix : prefixes) {
            if (!PREFIX.matcher(prefix).matches()) {
                when.problem(RECIPIENT_PREFIX, "is not international", "must be + and 1 to 15 digits, such as \"+39\"");
            }
        }
        List<String> senders = values(when, SENDER);
        List<String> sources = oneOf(when, SOURCE, RoutingRule.SOURCES);
        List<Priority> priorities =
                oneOf(
                                when,
                                PRIORITY,
                                Stream.of(Priority.values())
                                        .map(Priority::label)
                                        .toList())
                        .stream()
                        .map(Priority::ofLabel)
                        .toList();
        if (when.names().isEmpty()) {
            when.problem("", "has no condition", Phrase.of("give at least one of {0}", String.join(", ", CONDITIONS)));
        }
        return new RoutingRule(prefixes, senders, sources, priorities, account);
    }

    private static List<String> values(YamlMap when, String name) {
        return when.texts(name).stream().map(YamlText::value).toList();
    }

    private static List<String> oneOf(YamlMap when, String name, List<String> allowed) {
        List<String> values = new ArrayList<>();
        for (YamlText text : when.texts(name)) {
            if (allowed.contains(text.value())) {
                values.add(text.value());
            } else {
                Phrase right = Phrase.of("must be one of {0}", Suggestion.among(text.written(), allowed));
                when.scope().problem(text.line(), name, Phrase.of("is ''{0}''", text.written()), right);
            }
        }
        return values;
    }
}
