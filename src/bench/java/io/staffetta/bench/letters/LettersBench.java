package io.staffetta.bench.letters;

import io.staffetta.bench.load.LiveHeap;
import io.staffetta.bench.report.Progress;
import io.staffetta.bench.report.Series;
import io.staffetta.bench.report.Table;
import io.staffetta.broker.QueueNames;
import io.staffetta.deadletter.InterventionNotes;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.operation.GroupPart;
import io.staffetta.ledger.operation.ListedLetters;
import io.staffetta.ledger.operation.NewOperation;
import io.staffetta.ledger.operation.OperationFilter;
import io.staffetta.ledger.operation.OperationKind;
import io.staffetta.ledger.operation.OperationRecord;
import io.staffetta.ledger.operation.OperationTerms;
import io.staffetta.ledger.operation.Operations;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.message.MessageId;
import io.staffetta.message.Seal;
import io.staffetta.operation.OperationRunner;
import io.staffetta.operation.OperationRunners;
import io.staffetta.thread.RightOfWay;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * How long lists, groups and redrives take with many dead letters, on a broker and an SQLite ledger of this process.
 *
 * @param letters in the queue
 * @param some letters of a redrive, spread over all
 * @param many letters of a large one
 */
record LettersBench(ConnectionFactory connections, Path folder, int letters, int some, int many, int rounds) {

    private static final int PAGE = 100;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** The part of the report. */
    String run() throws Exception {
        Seal seal = new Seal("a key for benches alone");
        try (Ledger ledger = new Ledger(
                        LedgerStore.embedded(folder),
                        "bench",
                        Duration.ofDays(7),
                        Duration.ofMinutes(1),
                        Clock.systemUTC());
                Connection notes = connections.createConnection();
                OperationRunner runner = OperationRunners.of(
                        ledger, connections, seal, null, null, new RightOfWay(), Clock.systemUTC())) {
            listen(notes, new InterventionNotes(ledger));
            runner.start();
            long begun = System.nanoTime();
            List<String> ids = new LettersFill(ledger, connections, seal).fill(letters);
            Progress.tell("filled", Series.number((System.nanoTime() - begun) / 1e9, 1) + " s");
            Operations operations = new Operations(ledger);
            ListedLetters listed = new ListedLetters(ledger);
            Table table = new Table("What", "Seconds, rounds", "Median");
            row(table, "the first page of " + PAGE, () -> listed.list(OperationFilter.ALL, "", PAGE));
            row(
                    table,
                    "groups by reason, account, detail",
                    () -> listed.groups(OperationFilter.ALL, EnumSet.allOf(GroupPart.class), PAGE));
            row(table, "redrive of the oldest one", () -> redrive(operations, runner, spread(ids, 1, 0)));
            row(
                    table,
                    "redrive of one in the middle",
                    () -> redrive(operations, runner, spread(ids, 1, ids.size() / 2)));
            row(table, "redrive of " + some + " all over", () -> redrive(operations, runner, spread(ids, some, 7)));
            row(table, "redrive of " + many + " all over", () -> redrive(operations, runner, spread(ids, many, 3)));
            return letters + " dead letters; live heap after all "
                    + Series.number(LiveHeap.mib(ProcessHandle.current().pid()), 0) + " MiB.\n\n" + table;
        }
    }

    /** Enters notes into the ledger, as the gateway's route does. */
    private static void listen(Connection connection, InterventionNotes notes) throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue(QueueNames.INTERVENTION));
        consumer.setMessageListener(message -> {
            try {
                notes.enter(((TextMessage) message).getText());
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        connection.start();
    }

    /** Takes so many out of the list, at equal distances from an index on. */
    private static List<String> spread(List<String> ids, int count, int from) {
        List<String> chosen = new ArrayList<>(count);
        double step = (double) (ids.size() - from) / count;
        for (int i = 0; i < count; i++) {
            chosen.add(ids.get(from + (int) (i * step)));
        }
        ids.removeAll(new HashSet<>(chosen));
        return chosen;
    }

    private static OperationRecord redrive(Operations operations, OperationRunner runner, List<String> ids) {
        OperationRecord now = operations.order(new NewOperation(
                MessageId.next(),
                new OperationTerms(OperationKind.REDRIVE, "", 0, null, null, "a bench"),
                "bench",
                ids,
                OperationFilter.ALL,
                "{}",
                false,
                Clock.systemUTC().instant()));
        runner.wake();
        long end = System.nanoTime() + LONGEST.toNanos();
        while (now.left() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            now = operations.find(now.id()).orElseThrow();
        }
        if (now.done() != ids.size()) {
            throw new IllegalStateException("Of " + ids.size() + " letters became " + now.outcomes());
        }
        return now;
    }

    private void row(Table table, String what, Callable<?> work) throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            long begun = System.nanoTime();
            work.call();
            seconds.add((System.nanoTime() - begun) / 1e9);
        }
        Series series = new Series(what, seconds);
        Progress.tell(what, series.runs(2));
        table.row(what, series.runs(2), Series.number(series.median(), 2));
    }
}
