package io.staffetta.gateway.accounts;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.audit.AuditTrail;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.http.accounts.AccountCheck;
import io.staffetta.http.accounts.AccountEditsApi;
import io.staffetta.http.accounts.AccountTrialApi;
import io.staffetta.http.accounts.AccountsApi;
import io.staffetta.http.accounts.ProvidersApi;
import io.staffetta.ledger.Ledger;
import io.staffetta.operations.AccountsHealth;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.provider.wire.EasyApiTokens;
import io.staffetta.sandbox.DemoFields;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.main.Main;

/** What the routes that work with accounts over HTTP call. */
public final class AccountsConfiguration {

    private AccountsConfiguration() {}

    /**
     * Binds the beans.
     *
     * @param sandbox whether all accounts are with the provider sandbox
     */
    public static void bind(
            Main main,
            MeterRegistry meters,
            ProviderDescriptors providers,
            boolean sandbox,
            AccountsDesk desk,
            CurrentAccounts accounts,
            Parking parking,
            StandingOrders orders,
            Ledger ledger,
            AuditTrail audit,
            Clock clock) {
        main.bind("providersApi", new ProvidersApi(providers, sandbox ? DemoFields.byWire() : Map.of()));
        main.bind("accountsApi", new AccountsApi(accounts, parking, orders, desk.editor(), audit, clock));
        main.bind(
                "accountEditsApi",
                new AccountEditsApi(desk.editor(), desk::take, accounts, parking, orders, ledger, audit, clock));
        AccountCheck check = new AccountCheck(providers, submission -> main.getCamelContext()
                .getRegistry()
                .lookupByNameAndType("accessTokens", EasyApiTokens.class)
                .current(submission));
        main.bind("accountTrialApi", new AccountTrialApi(accounts, check, audit));
        main.bind("accountsHealth", new AccountsHealth(accounts, parking, orders, desk.state(), ledger));
        Gauge.builder("staffetta.accounts.paused", () -> orders.pauses().size())
                .description("Accounts that an operator holds, so that their messages wait")
                .register(meters);
    }
}
