package io.staffetta.cli.batches;

import io.staffetta.account.Accounts;
import io.staffetta.account.UnknownAccountException;
import io.staffetta.batch.format.BatchFile;
import io.staffetta.batch.rows.BatchCheck;
import io.staffetta.batch.rows.BatchForecast;
import io.staffetta.batch.rows.BatchReport;
import io.staffetta.batch.rows.BatchReportJson;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.cli.accounts.AccountsOptions;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.config.Home;
import io.staffetta.config.RunningGateway;
import io.staffetta.config.Settings;
import io.staffetta.gateway.OfflineIntake;
import io.staffetta.intake.MessageRouting;
import io.staffetta.provider.table.ProviderDescriptors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta batches check}: what would become of a batch file. */
@Command(
        name = "check",
        description = {
            "Reads a batch file as the gateway would, and says which of its rows are bad and why, and how many messages and"
                    + " SMS each account would send, and when. Sends nothing, and needs no running gateway: this is the dry"
                    + " run of a batch.",
            "Exit code 0 if all rows are good, 5 if some are bad, 1 if the file cannot be read."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta batches check campaign.csv",
            "  staffetta batches check customers.csv --charset windows-1252 --template 'Dear {{name}}, ...' --json",
            "  staffetta batches check rows.txt --layout 'to:1-15, text:16-175' --account batch"
        })
final class BatchesCheckCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private AccountsOptions which;

    @Mixin
    private BatchFileOptions how;

    @Mixin
    private JsonOption output;

    @Option(
            names = "--errors",
            defaultValue = "20",
            paramLabel = "N",
            description = "How many bad and repeated rows to show one by one, 0 to 1000000. Default: ${DEFAULT-VALUE}.")
    private int errors;

    @Parameters(paramLabel = "FILE", description = "The batch file.")
    private Path file;

    @Spec
    private CommandSpec spec;

    /** For those who look for it; there is no check that sends. */
    @Option(names = "--dry-run", hidden = true, description = "Has no effect: a check never sends anything.")
    void dryRun(boolean given) {
        // It is one in any case.
    }

    @Override
    public Integer call() throws IOException {
        BatchSettings batch = batchSettings();
        Home home = options.home();
        Settings settings = options.settingsOfRunning();
        if (options.running().filter(RunningGateway::sandbox).isPresent() && !which.sandbox()) {
            which.meanSandbox();
            say("With the demo accounts, as run --sandbox runs on this home");
        }
        ProviderDescriptors providers = ProviderDescriptors.load(home.config().resolve("providers"));
        Accounts accounts = which.read(home, settings, providers, problem -> say("Warning: " + problem));
        if (!how.account().isEmpty() && accounts.find(how.account()).isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(new UnknownAccountException(
                                    how.account(), accounts.byId().keySet())
                            .getMessage());
            return ExitCode.NOT_FOUND;
        }
        if (!Files.isRegularFile(file)) {
            spec.commandLine().getErr().println("No file " + Table.clean(file.toString()));
            return ExitCode.FAILED;
        }
        return check(batch, accounts, OfflineIntake.of(settings, accounts, providers));
    }

    private int check(BatchSettings batch, Accounts accounts, MessageRouting routing) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (BatchFile opened = BatchFile.open(Files.newInputStream(file), name, batch)) {
            BatchReport report = new BatchCheck(routing, opened.settings(), errors).run(opened.rows());
            Map<String, BatchForecast> forecasts = BatchForecast.of(
                    report,
                    accounts::find,
                    opened.directive().sendAt(),
                    opened.directive().spread().orElse(Duration.ZERO),
                    opened.settings().priority().equals("high"),
                    Instant.now());
            if (output.json()) {
                spec.commandLine()
                        .getOut()
                        .println(JsonLine.write(BatchReportJson.object(
                                report,
                                opened.directive().sendAt(),
                                opened.directive().spread(),
                                forecasts,
                                Instant.now())));
            } else {
                PrintWriter out = spec.commandLine().getOut();
                BatchReportView.lines(report, forecasts).forEach(out::println);
                BatchReportView.when(opened.directive(), report.rows(), Instant.now())
                        .forEach(out::println);
            }
            return report.bad() == 0 ? ExitCode.OK : ExitCode.NOT_ACCEPTED;
        } catch (BatchFileException e) {
            if (output.json()) {
                spec.commandLine().getOut().println(JsonLine.write(BatchReportJson.object(e)));
            } else {
                spec.commandLine().getErr().println(Table.clean(file.toString()) + ": " + Table.clean(e.getMessage()));
            }
            return ExitCode.FAILED;
        }
    }

    private void say(String what) {
        spec.commandLine().getErr().println(what);
    }

    private BatchSettings batchSettings() {
        if (errors < 0 || errors > 1_000_000) {
            throw new ParameterException(spec.commandLine(), "--errors must be a number from 0 to 1000000");
        }
        try {
            return how.settings();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
