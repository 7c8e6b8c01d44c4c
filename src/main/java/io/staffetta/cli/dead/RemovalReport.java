package io.staffetta.cli.dead;

import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Json;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Terminal;
import io.staffetta.deadletter.Removal;
import io.staffetta.deadletter.Removal.Item;
import io.staffetta.deadletter.Watch;
import jakarta.jms.JMSException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Tells what became of dead letters that were to leave their queue. */
final class RemovalReport {

    private static final int MOST_NAMED = 20;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final String deed;

    /**
     * @param line for its writers
     * @param json whether to tell it to a machine
     * @param deed what was done with them, such as {@code redriven}
     */
    RemovalReport(CommandLine line, boolean json, String deed) {
        this.out = line.getOut();
        this.err = line.getErr();
        this.json = json;
        this.deed = deed;
    }

    /** Something that takes dead letters off, and reports each. */
    interface Run {
        Removal run(Consumer<Item> each, Watch watch) throws JMSException;
    }

    /**
     * Runs it to its end, or until it is stopped or fails, and prints how far it got.
     *
     * @param line whether to print a line for each, instead of a count now and then
     * @return the exit code
     */
    int run(Run run, boolean line) throws JMSException {
        try (RemovalProgress progress =
                new RemovalProgress(err, deed, Terminal.isThere() && !line && !json, System::nanoTime)) {
            Removal removal;
            try {
                removal = run.run(
                        item -> {
                            progress.accept(item);
                            if (line && !json) {
                                out.println(Table.clean(item.id()) + " " + deed);
                                out.flush();
                            }
                        },
                        progress);
            } catch (JMSException | RuntimeException e) {
                err.println("Stopped after " + progress.count() + " " + deed
                        + ". The others are still in the dead letter queue.");
                throw e;
            }
            progress.tellStop();
            int code = print(removal, false);
            code = line ? ofIds(code, removal) : code;
            out.flush();
            return progress.isStopped() ? ExitCode.FAILED : code;
        }
    }

    /**
     * Prints the end.
     *
     * @return the exit code
     */
    int print(Removal removal, boolean dryRun) {
        if (json) {
            out.println(Json.write(object(removal, dryRun)));
        } else {
            text(removal, dryRun);
        }
        removal.notFound().forEach(id -> err.println("No dead letter " + Table.clean(id)));
        return removal.notFound().isEmpty() && removal.gone().isEmpty() ? ExitCode.OK : ExitCode.NOT_FOUND;
    }

    /** The exit code where ids were given: not 0 if any of them was left. */
    private static int ofIds(int code, Removal removal) {
        boolean left = !removal.expired().isEmpty() || !removal.unknown().isEmpty();
        return code == ExitCode.OK && left ? ExitCode.FAILED : code;
    }

    private void text(Removal removal, boolean dryRun) {
        out.println((dryRun ? "Would be " + deed + ": " : "") + removal.done().size() + (dryRun ? "" : " " + deed));
        Removal.counts(removal.done())
                .forEach((reason, accounts) -> accounts.forEach((account, count) -> out.println("  %-16s %-20s %d"
                        .formatted(Table.clean(reason), account.isEmpty() ? "-" : Table.clean(account), count))));
        left(removal.expired(), "left, deadline passed; --valid-for gives another");
        left(removal.unknown(), "left, the provider may have sent it; --reason UNKNOWN redrives it");
        left(removal.unsealed(), "left, it was not the gateway that put it there");
        left(removal.gone(), "not handed over: somebody else took it, or the broker pages in too little of its queue");
    }

    private void left(List<Item> items, String why) {
        if (items.isEmpty()) {
            return;
        }
        out.println(items.size() + " " + why + ":");
        items.stream().limit(MOST_NAMED).forEach(item -> out.println("  " + Table.clean(item.id())));
        if (items.size() > MOST_NAMED) {
            out.println("  and " + (items.size() - MOST_NAMED) + " more");
        }
    }

    private Map<String, Object> object(Removal removal, boolean dryRun) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("dryRun", dryRun);
        object.put(deed, ids(removal.done()));
        object.put("counts", Removal.counts(removal.done()));
        object.put("expired", ids(removal.expired()));
        object.put("unknown", ids(removal.unknown()));
        object.put("unsealed", ids(removal.unsealed()));
        object.put("gone", ids(removal.gone()));
        object.put("notFound", removal.notFound());
        return object;
    }

    private static List<String> ids(List<Item> items) {
        return items.stream().map(Item::id).collect(Collectors.toList());
    }
}
