package io.staffetta.cli.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.account.Account;
import io.staffetta.account.Accounts;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.gateway.NoAnswerException;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.config.Home;
import io.staffetta.config.RunningGateway;
import io.staffetta.config.Settings;
import io.staffetta.config.accounts.AccountsFileException;
import io.staffetta.provider.table.ProviderDescriptors;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
        description = {
            "Lists the accounts of the gateway that runs on this home, with their states.",
            "If no gateway answers, those of config/accounts.yaml."
        },
        footer = {"", "Example:", "  staffetta accounts list --json"})
final class AccountsListCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private AccountsOptions which;

    @Mixin
    private JsonOption output;

    @Spec
    private CommandSpec spec;

    private record Row(
            String id,
            boolean isDefault,
            String provider,
            String wire,
            String description,
            boolean enabled,
            String state,
            String reason) {

        Map<String, Object> object() {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("id", id);
            object.put("default", isDefault);
            object.put("provider", provider);
            object.put("wire", wire);
            object.put("description", description);
            object.put("enabled", enabled);
            object.put("state", state.isEmpty() ? null : state);
            object.put("reason", reason.isEmpty() ? null : reason);
            return object;
        }
    }

    @Override
    public Integer call() {
        Optional<RunningGateway> running = options.running();
        boolean others =
                which.sandbox() && running.isPresent() && !running.get().sandbox();
        List<Row> rows = others ? ofFile() : ofGateway(running).orElseGet(this::ofFile);
        if (output.json()) {
            spec.commandLine()
                    .getOut()
                    .println(JsonLine.write(rows.stream().map(Row::object).toList()));
        } else {
            print(rows);
        }
        return ExitCode.OK;
    }

    /** Those of the running gateway; empty if none answers, which is then said. */
    private Optional<List<Row>> ofGateway(Optional<RunningGateway> running) {
        GatewayApi gateway = options.gateway();
        try {
            List<Row> rows = new ArrayList<>();
            gateway.accounts().all().forEach(account -> rows.add(row(account)));
            if (!output.json()) {
                say("Accounts of the gateway at " + gateway.base()
                        + running.map(which -> " (" + which.words() + ")").orElse(""));
            }
            running.ifPresent(this::tellWhatIsWrong);
            return Optional.of(rows);
        } catch (IllegalStateException e) {
            say(
                    e instanceof NoAnswerException
                            ? "No gateway answers at " + gateway.base()
                                    + ", so whether accounts are parked is not known"
                            : e.getMessage() + ". So whether accounts are parked is not known");
            return Optional.empty();
        }
    }

    /** The gateway goes on with the accounts of before. */
    private void tellWhatIsWrong(RunningGateway running) {
        if (running.sandbox()) {
            which.meanSandbox();
        }
        try {
            Settings settings = options.settingsOfRunning();
            Path providers = options.home().config().resolve("providers");
            which.read(options.home(), settings, ProviderDescriptors.load(providers), problem -> {});
        } catch (AccountsFileException e) {
            say("accounts.yaml is wrong, so these are the accounts of before:");
            say(e.getMessage());
        } catch (IllegalArgumentException | UncheckedIOException e) {
            say("accounts.yaml cannot be looked at: " + e.getMessage());
        }
    }

    private static Row row(JsonNode account) {
        String provider = account.path("provider").asText();
        return new Row(
                account.path("id").asText(),
                account.path("default").asBoolean(),
                provider,
                account.path("wire").asText(provider),
                account.path("description").asText(),
                account.path("enabled").asBoolean(),
                account.path("state").asText(),
                account.path("reason").asText(""));
    }

    private List<Row> ofFile() {
        Home home = options.home();
        Settings settings = options.settingsOfRunning();
        ProviderDescriptors providers = ProviderDescriptors.load(home.config().resolve("providers"));
        Accounts accounts = which.read(home, settings, providers, problem -> say("Warning: " + problem));
        say("These are the accounts of " + which.file(home));
        return accounts.byId().values().stream()
                .map(account -> row(account, accounts.defaultAccount()))
                .toList();
    }

    private static Row row(Account account, String defaultAccount) {
        return new Row(
                account.id(),
                account.id().equals(defaultAccount),
                account.provider(),
                account.wire(),
                account.description(),
                account.enabled(),
                "",
                "");
    }

    private void print(List<Row> rows) {
        Table table = new Table("ID", "DEFAULT", "PROVIDER", "ENABLED", "STATE", "DESCRIPTION", "REASON");
        rows.forEach(row -> table.row(
                row.id(),
                row.isDefault() ? "yes" : "",
                row.wire(),
                row.enabled() ? "yes" : "no",
                row.state(),
                row.description(),
                row.reason()));
        table.lines().forEach(spec.commandLine().getOut()::println);
    }

    private void say(String what) {
        spec.commandLine().getErr().println(what);
    }
}
