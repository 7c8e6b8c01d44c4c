package io.staffetta.cli;

import io.staffetta.account.Account;
import io.staffetta.provider.ProviderDescriptors;
import java.util.ArrayList;
import java.util.List;

/** What will hardly work with an account, although the gateway starts with it. */
final class AccountWarnings {

    private AccountWarnings() {}

    /** The warnings for an account, in words. */
    static List<String> of(Account account, ProviderDescriptors providers) {
        List<String> warnings = new ArrayList<>();
        if (account.url().isEmpty()) {
            warnings.add(address(account, providers));
        }
        if (account.field("accessVia").equals("UUID")
                && account.field("userUuid").isEmpty()) {
            warnings.add("has accessVia UUID but no userUuid: ask the provider for it, or use accessVia USERNAME");
        }
        return warnings.stream()
                .map(warning -> "account '" + account.id() + "' " + warning)
                .toList();
    }

    private static String address(Account account, ProviderDescriptors providers) {
        String field = providers
                .wire(account.wire())
                .map(wire -> wire.settings().get("urlField"))
                .orElse("url");
        return "has no address: ask the provider for it, and write it in '" + field + "'";
    }
}
