package io.staffetta.cli.accounts;

import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.gateway.NoAnswerException;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.config.Settings;
import io.staffetta.config.edit.AccountsEditor;
import io.staffetta.provider.table.ProviderDescriptors;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of commands that edit accounts. */
final class EditOptions {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private AccountsOptions which;

    @Mixin
    private JsonOption output;

    @Option(names = "--why", paramLabel = "TEXT", defaultValue = "", description = "Why, for the history.")
    private String why;

    /** Why, in the words of who does it. */
    String why() {
        return why;
    }

    /** The body of an order with nothing but the reason in it, if there is one. */
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        if (!why.isEmpty()) {
            body.put("why", why);
        }
        return body;
    }

    /** The providers of the installation. */
    ProviderDescriptors providers() {
        return ProviderDescriptors.load(options.home().config().resolve("providers"));
    }

    /** The gateway that runs on the home, else the file. */
    AccountsDoor door(CommandSpec spec) {
        GatewayApi gateway = options.gateway();
        try {
            gateway.accounts().all();
            return new GatewayDoor(gateway);
        } catch (NoAnswerException e) {
            if (options.running().isPresent()) {
                throw e;
            }
        }
        Home home = options.home();
        Settings settings = options.settings();
        String sandboxUrl = GatewayApi.url(settings, Addresses.SANDBOX);
        spec.commandLine().getErr().println("No gateway runs: this edits " + which.file(home));
        return new FileDoor(new AccountsEditor(
                which.file(home),
                home.data(which.sandbox()),
                providers(),
                Map.of("sandbox", sandboxUrl),
                settings.duration("staffetta.message.validity"),
                which.sandbox() ? sandboxUrl : "",
                Clock.systemUTC()));
    }

    /** The gateway that runs on the home. */
    GatewayDoor gateway() {
        return new GatewayDoor(options.gateway());
    }

    /** Tells what came of it. */
    int tell(CommandSpec spec, AccountsDoor.Outcome outcome) {
        if (output.json()) {
            spec.commandLine().getOut().println(JsonLine.write(outcome.json()));
        } else {
            (outcome.exitCode() == 0
                            ? spec.commandLine().getOut()
                            : spec.commandLine().getErr())
                    .println(outcome.words());
        }
        return outcome.exitCode();
    }
}
