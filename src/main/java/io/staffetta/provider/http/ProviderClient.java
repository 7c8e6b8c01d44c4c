package io.staffetta.provider.http;

import io.staffetta.account.Account;

/**
 * Names the account whose connections a call to a provider takes. An account has two sets, so that questions about
 * messages, of which there may be many, take none from its submissions.
 *
 * @param name of the connection pool
 * @param connections most connections at once
 */
public record ProviderClient(String name, int connections) {

    /** For submissions: as many as the account may have under way. */
    static ProviderClient submissions(Account account) {
        return new ProviderClient("provider/" + account.id(), account.limits().concurrency());
    }

    /** For questions: a quarter of that, at least one. */
    static ProviderClient inquiries(Account account) {
        return new ProviderClient(
                "report/" + account.id(), Math.max(1, account.limits().concurrency() / 4));
    }
}
