package io.staffetta.cli;

import io.staffetta.account.Account;
import io.staffetta.account.Accounts;
import io.staffetta.gateway.Home;
import io.staffetta.gateway.Settings;
import io.staffetta.provider.ProviderDescriptors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta accounts list}: the accounts, and how they are. */
@Command(
        name = "list",
        description = "Lists the accounts of the configuration, with the state that a running gateway has them in.",
        footer = {"", "Example:", "  staffetta accounts list --json"})
final class AccountsListCommand implements Callable<Integer> {

    private static final GatewayApi.State NO_STATE = new GatewayApi.State("", "");

    @Mixin
    private GatewayOptions options;

    @Mixin
    private AccountsOptions which;

    @Mixin
    private JsonOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Home home = options.home();
        Settings settings = options.settings();
        ProviderDescriptors providers = ProviderDescriptors.load(home.config().resolve("providers"));
        Accounts accounts = which.read(home, settings, providers);
        GatewayApi gateway = new GatewayApi(home, settings);
        Optional<Map<String, GatewayApi.State>> states = gateway.states();
        if (output.json()) {
            spec.commandLine()
                    .getOut()
                    .println(Json.write(accounts.byId().values().stream()
                            .map(account -> object(account, accounts, state(account, states)))
                            .toList()));
        } else {
            print(accounts, states);
        }
        if (states.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("No gateway answers at " + gateway.base()
                            + ", so whether accounts are parked is not known");
        }
        return ExitCode.OK;
    }

    private void print(Accounts accounts, Optional<Map<String, GatewayApi.State>> states) {
        Table table = new Table("ID", "DEFAULT", "PROVIDER", "ENABLED", "STATE", "DESCRIPTION", "REASON");
        accounts.byId().values().forEach(account -> {
            GatewayApi.State state = state(account, states);
            table.row(
                    account.id(),
                    account.id().equals(accounts.defaultAccount()) ? "yes" : "",
                    account.wire(),
                    account.enabled() ? "yes" : "no",
                    state.state(),
                    account.description(),
                    state.reason());
        });
        table.lines().forEach(spec.commandLine().getOut()::println);
    }

    private static GatewayApi.State state(Account account, Optional<Map<String, GatewayApi.State>> states) {
        return states.map(known -> known.get(account.id())).orElse(NO_STATE);
    }

    private static Map<String, Object> object(Account account, Accounts accounts, GatewayApi.State state) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", account.id());
        object.put("default", account.id().equals(accounts.defaultAccount()));
        object.put("provider", account.provider());
        object.put("wire", account.wire());
        object.put("description", account.description());
        object.put("enabled", account.enabled());
        object.put("state", state.state().isEmpty() ? null : state.state());
        object.put("reason", state.reason().isEmpty() ? null : state.reason());
        return object;
    }
}
