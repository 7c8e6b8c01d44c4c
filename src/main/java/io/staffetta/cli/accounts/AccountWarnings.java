package io.staffetta.cli.accounts;

import io.staffetta.account.Account;
import io.staffetta.config.accounts.Problem;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.table.ProviderDescriptors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Warns of an account that will hardly work, although the gateway starts with it. */
final class AccountWarnings {

    private AccountWarnings() {}

    /**
     * The warnings for an account, in words.
     *
     * @param doubts fields that could not be read in full: nothing is said of what they lack
     */
    static List<String> of(Account account, ProviderDescriptors providers, List<Problem> doubts) {
        List<String> warnings = new ArrayList<>();
        Set<String> unread = doubts.stream()
                .filter(doubt -> doubt.account().equals(account.id()))
                .map(Problem::field)
                .collect(Collectors.toSet());
        if (account.url().isEmpty() && !unread.contains("url") && !unread.contains(urlField(account, providers))) {
            warnings.add(address(account, providers));
        }
        if (account.field("accessVia").equals("UUID")
                && account.field("userUuid").isEmpty()
                && !unread.contains("userUuid")) {
            warnings.add("has accessVia UUID but no userUuid: ask the provider for it, or use accessVia USERNAME");
        }
        return warnings.stream()
                .map(warning -> "account '" + account.id() + "' " + warning)
                .toList();
    }

    private static String address(Account account, ProviderDescriptors providers) {
        return "has no address: ask the provider for it, and write it in '" + urlField(account, providers) + "'";
    }

    private static String urlField(Account account, ProviderDescriptors providers) {
        return providers
                .wire(account.wire())
                .map(ProviderDescriptor::urlField)
                .filter(field -> !field.isEmpty())
                .orElse("url");
    }
}
