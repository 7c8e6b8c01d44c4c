package io.staffetta.cli.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.account.Accounts;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.gateway.GatewayReply;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.config.Home;
import io.staffetta.config.Settings;
import io.staffetta.config.accounts.AccountsFileException;
import io.staffetta.config.accounts.Problem;
import io.staffetta.gateway.settings.GatewaySettings;
import io.staffetta.provider.table.ProviderDescriptors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta accounts check}: what the gateway would say to the configuration. */
@Command(
        name = "check",
        description = {
            "Reads settings, providers and accounts as the gateway would, and says all that is wrong with them.",
            "With an ID the running gateway checks that account without sending: its fields, its provider's address, and"
                    + " its login, where the provider can be asked. Exit code 0 if all is well, 1 otherwise."
        },
        footer = {"", "Examples:", "  staffetta accounts check", "  staffetta accounts check reception"})
final class AccountsCheckCommand implements Callable<Integer> {

    private static final int NOT_FOUND = 404;

    @Mixin
    private GatewayOptions options;

    @Mixin
    private AccountsOptions which;

    @Mixin
    private JsonOption output;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "Account that the running gateway is to check.")
    private String account;

    @Spec
    private CommandSpec spec;

    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    @Override
    public Integer call() {
        if (account != null) {
            return look();
        }
        int count = check();
        if (output.json()) {
            spec.commandLine()
                    .getOut()
                    .println(JsonLine.write(
                            Map.of("ok", problems.isEmpty(), "problems", problems, "warnings", warnings)));
        } else {
            problems.forEach(spec.commandLine().getErr()::println);
            warnings.forEach(warning -> spec.commandLine().getOut().println("Warning: " + warning));
            if (problems.isEmpty()) {
                spec.commandLine().getOut().println("ok: " + count + (count == 1 ? " account" : " accounts"));
            }
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.CONFIGURATION;
    }

    /** What the running gateway finds. */
    private int look() {
        GatewayReply reply =
                options.gateway().accounts().ask("POST", "/" + GatewayApi.encoded(account) + "/check", Map.of(), "");
        JsonNode body = reply.body();
        if (output.json()) {
            spec.commandLine().getOut().println(JsonLine.write(body));
        } else if (reply.isDone()) {
            Table table = new Table("CHECKED", "", "FOUND");
            body.path("checked")
                    .forEach(step -> table.row(
                            step.path("what").asText(),
                            step.path("ok").asBoolean() ? "ok" : "FAILED",
                            step.path("detail").asText()));
            table.lines().forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().println(Table.clean(body.path("note").asText()));
        } else {
            spec.commandLine().getErr().println(Table.clean(body.path("detail").asText()));
        }
        if (!reply.isDone()) {
            return reply.status() == NOT_FOUND ? ExitCode.NOT_FOUND : ExitCode.FAILED;
        }
        return body.path("ok").asBoolean() ? ExitCode.OK : ExitCode.FAILED;
    }

    private int check() {
        Home home = options.home();
        try {
            Settings settings = options.settings();
            problems.addAll(GatewaySettings.problems(settings));
            ProviderDescriptors providers =
                    ProviderDescriptors.load(home.config().resolve("providers"));
            if (problems.isEmpty()) {
                List<Problem> doubts = new ArrayList<>();
                Accounts accounts = which.read(home, settings, providers, doubts::add);
                doubts.stream().map(Problem::toString).forEach(warnings::add);
                accounts.byId()
                        .values()
                        .forEach(account -> warnings.addAll(AccountWarnings.of(account, providers, doubts)));
                return accounts.byId().size();
            }
        } catch (AccountsFileException e) {
            e.problems().stream().map(Problem::toString).forEach(problems::add);
        } catch (IllegalArgumentException | java.io.UncheckedIOException e) {
            problems.add(e.getMessage());
        }
        return 0;
    }
}
