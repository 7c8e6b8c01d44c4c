package io.staffetta.config.accounts;

import io.staffetta.account.Account;
import io.staffetta.account.Accounts;
import io.staffetta.account.RoutingRule;
import io.staffetta.config.Suggestion;
import io.staffetta.language.Phrase;
import io.staffetta.provider.table.ProviderDescriptors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the whole of {@code accounts.yaml}: its accounts, its default and its rules. */
final class AccountsParser {

    static final String DEFAULT = "default";
    static final String ACCOUNTS = "accounts";
    static final String RULES = "rules";

    /** What is wrong where there is no account at all. */
    static final String NO_ACCOUNT = "no account is configured";

    /** What an account may be called. */
    static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private static final List<String> PARTS = List.of(DEFAULT, ACCOUNTS, RULES);

    private final ProviderDescriptors descriptors;
    private final Duration defaultValidity;

    /**
     * @param descriptors the providers that there are
     * @param defaultValidity validity of accounts that give none
     */
    AccountsParser(ProviderDescriptors descriptors, Duration defaultValidity) {
        this.descriptors = descriptors;
        this.defaultValidity = defaultValidity;
    }

    /** The accounts; of use only if no problem was recorded. */
    Accounts parse(YamlMap root) {
        root.allow(PARTS, name -> "the file has " + Suggestion.among(name, PARTS));
        Map<String, Account> byId = new LinkedHashMap<>();
        Optional<YamlMap> section = root.isEmpty(ACCOUNTS)
                ? Optional.empty()
                : root.map(ACCOUNTS, root.scope().within(ACCOUNTS));
        section.ifPresent(accounts -> accounts.names().forEach(id -> account(id, accounts, byId)));
        Set<String> ids = section.map(YamlMap::names).orElse(Set.of());
        if (ids.isEmpty()) {
            if (root.isEmpty(ACCOUNTS) || section.isPresent()) {
                noAccount(root.scope(), root.line(ACCOUNTS));
            }
            return new Accounts("", byId, List.of());
        }
        return new Accounts(defaultAccount(root, ids, byId), byId, rules(root, ids));
    }

    /** Records that there is no account, and how to get one. */
    static void noAccount(Scope scope, int line) {
        scope.problem(
                line,
                "",
                NO_ACCOUNT,
                "add one under 'accounts:' (the config/accounts.yaml that ships has an example for each provider) and name"
                        + " it in 'default:'; to try the gateway without one, start it with run --sandbox, and give"
                        + " the commands on accounts --sandbox, too");
    }

    private void account(String id, YamlMap accounts, Map<String, Account> byId) {
        if (!ID.matcher(id).matches()) {
            accounts.problem(id, "is not an account id", "must be 1 to 40 of a-z, 0-9 and -, and not begin with -");
        }
        AccountParser parser = new AccountParser(descriptors, accounts.names(), defaultValidity);
        accounts.map(id, accounts.scope().ofAccount(id)).ifPresent(map -> byId.put(id, parser.parse(id, map)));
    }

    private static String defaultAccount(YamlMap root, Set<String> ids, Map<String, Account> byId) {
        Optional<YamlText> text = root.required(
                DEFAULT, Phrase.of("name the account for messages that name none, one of {0}", String.join(", ", ids)));
        text.ifPresent(given -> {
            if (!ids.contains(given.value())) {
                Phrase right = Phrase.of("configured: {0}", Suggestion.among(given.written(), ids));
                root.problem(DEFAULT, Phrase.of("no account ''{0}''", given.written()), right);
            } else if (byId.containsKey(given.value())
                    && !byId.get(given.value()).enabled()) {
                String right = "name one that is enabled, or set 'enabled: true' for it";
                root.problem(DEFAULT, Phrase.of("account ''{0}'' is disabled", given.written()), right);
            }
        });
        return text.map(YamlText::value).orElse("");
    }

    private static List<RoutingRule> rules(YamlMap root, Set<String> ids) {
        RuleParser parser = new RuleParser(ids);
        List<RoutingRule> rules = new ArrayList<>();
        for (YamlMap rule : root.maps(RULES, root.scope().within(RULES))) {
            parser.parse(rule).ifPresent(rules::add);
        }
        return rules;
    }
}
