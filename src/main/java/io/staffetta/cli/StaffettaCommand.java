package io.staffetta.cli;

import io.staffetta.cli.accounts.AccountsCommand;
import io.staffetta.cli.alerts.AlertsCommand;
import io.staffetta.cli.audit.AuditCommand;
import io.staffetta.cli.batches.BatchesCommand;
import io.staffetta.cli.dead.DeadCommand;
import io.staffetta.cli.messages.EraseCommand;
import io.staffetta.cli.messages.MessagesCommand;
import io.staffetta.cli.messages.SendCommand;
import io.staffetta.cli.messages.UsageCommand;
import io.staffetta.cli.operations.OperationsCommand;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.tokens.TokensCommand;
import io.staffetta.cli.webhooks.WebhooksCommand;
import io.staffetta.config.UnusableException;
import io.staffetta.config.accounts.AccountsFileException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code staffetta}: the command above all others. */
@Command(
        name = "staffetta",
        description = "Multi-account SMS gateway.",
        mixinStandardHelpOptions = true,
        versionProvider = StaffettaCommand.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        footer = {
            "",
            "Examples:",
            "  staffetta run --sandbox",
            "  staffetta send --to +393330000001 --text 'Ciao' --wait",
            "  staffetta messages show alarm-17",
            "  staffetta dead list",
            "  source <(staffetta generate-completion)     completes commands and options in bash and zsh"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed, the error says why",
            "2:wrong command line",
            "3:wrong configuration",
            "4:no such message, account, batch or dead letter",
            "5:not accepted, no outcome in time, or bad rows in a batch file",
            "6:cannot start as things are: data cannot be written, or Java is too old"
        })
public final class StaffettaCommand {

    private static final int WIDTH = 110;

    private static final List<Class<?>> SUBCOMMANDS = List.of(
            RunCommand.class,
            ConsoleCommand.class,
            SendCommand.class,
            AccountsCommand.class,
            MessagesCommand.class,
            BatchesCommand.class,
            DeadCommand.class,
            OperationsCommand.class,
            AlertsCommand.class,
            TokensCommand.class,
            WebhooksCommand.class,
            AuditCommand.class,
            EraseCommand.class,
            UsageCommand.class,
            NodesCommand.class,
            RetentionCommand.class,
            HoldCommand.class,
            TlsCommand.class,
            SandboxCommand.class,
            PrepareCommand.class,
            AutoComplete.GenerateCompletion.class,
            HelpCommand.class);

    private StaffettaCommand() {}

    /** Runs one command and returns its exit code. Errors are told in words on the standard error. */
    public static int execute(String... args) {
        return line(args).execute(args);
    }

    /**
     * The command, for some arguments.
     *
     * <p>It has the one subcommand that they call, so that the others need not be read, which would take a third of a second. It
     * has all of them where there are no arguments, and where help, completion or an error may tell of the others.
     */
    public static CommandLine line(String... args) {
        CommandLine line = new CommandLine(new StaffettaCommand());
        called(args).forEach(line::addSubcommand);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpWidth(WIDTH);
        line.setParameterExceptionHandler((e, given) -> {
            PrintWriter err = e.getCommandLine().getErr();
            if (lacksSubcommand(e)) {
                e.getCommandLine().usage(e.getCommandLine().getOut());
                return ExitCode.USAGE;
            }
            err.println(e.getCommandLine().getColorScheme().errorText(e.getMessage()));
            UnmatchedArgumentException.printSuggestions(e, err);
            err.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
            return ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println(command.getColorScheme().errorText(Table.lines(message(e), 0)));
            return code(e);
        });
        return line;
    }

    private static List<Class<?>> called(String... args) {
        // By name and not by annotation: that would load the subcommands of each.
        return switch (args.length == 0 ? "" : args[0]) {
            case "run" -> List.of(RunCommand.class);
            case "console" -> List.of(ConsoleCommand.class);
            case "send" -> List.of(SendCommand.class);
            case "accounts" -> List.of(AccountsCommand.class);
            case "messages" -> List.of(MessagesCommand.class);
            case "batches" -> List.of(BatchesCommand.class);
            case "dead" -> List.of(DeadCommand.class);
            case "operations" -> List.of(OperationsCommand.class);
            case "alerts" -> List.of(AlertsCommand.class);
            case "tokens" -> List.of(TokensCommand.class);
            case "webhooks" -> List.of(WebhooksCommand.class);
            case "audit" -> List.of(AuditCommand.class);
            case "erase" -> List.of(EraseCommand.class);
            case "usage" -> List.of(UsageCommand.class);
            case "nodes" -> List.of(NodesCommand.class);
            case "retention" -> List.of(RetentionCommand.class);
            case "tls" -> List.of(TlsCommand.class);
            case "hold" -> List.of(HoldCommand.class);
            case "sandbox" -> List.of(SandboxCommand.class);
            case "prepare" -> List.of(PrepareCommand.class);
            default -> SUBCOMMANDS;
        };
    }

    /** Whether only a command above others was given, which says which there are. */
    private static boolean lacksSubcommand(ParameterException e) {
        boolean isAbove = !(e.getCommandLine().getCommand() instanceof Callable)
                && !e.getCommandLine().getSubcommands().isEmpty();
        return isAbove && e.getClass() == ParameterException.class;
    }

    private static int code(Exception e) {
        if (e instanceof UnusableException) {
            return ExitCode.UNUSABLE;
        }
        return e instanceof AccountsFileException || e instanceof IllegalArgumentException
                ? ExitCode.CONFIGURATION
                : ExitCode.FAILED;
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Says the version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = StaffettaCommand.class.getPackage().getImplementationVersion();
            return new String[] {"Staffetta " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
