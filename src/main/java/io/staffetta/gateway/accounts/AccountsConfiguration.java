package io.staffetta.gateway.accounts;

import io.staffetta.http.accounts.ProvidersApi;
import io.staffetta.provider.table.ProviderDescriptors;
import org.apache.camel.main.Main;

/** What the routes that work with accounts over HTTP call. */
public final class AccountsConfiguration {

    private AccountsConfiguration() {}

    /** Binds the beans. */
    public static void bind(Main main, ProviderDescriptors providers) {
        main.bind("providersApi", new ProvidersApi(providers));
    }
}
