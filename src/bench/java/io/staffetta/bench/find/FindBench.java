package io.staffetta.bench.find;

import io.staffetta.bench.report.Progress;
import io.staffetta.bench.report.Series;
import io.staffetta.bench.report.Table;
import io.staffetta.ledger.AcceptRequest;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.MessageFilter;
import io.staffetta.ledger.history.Routed;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.message.MessageId;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long each way to find messages takes, and what entering them takes with the indexes for it and without.
 *
 * @param messages in the ledger
 * @param entered messages of a round
 */
record FindBench(LedgerStore store, int messages, int entered, int rounds) {

    private static final int REPEATS = 7;
    private static final int GROUP = 100;
    private static final int PAGE = 100;
    private static final List<String> INDEXES = List.of(
            "message_by_number",
            "message_by_tag",
            "message_by_batch",
            "message_by_account",
            "message_by_source",
            "message_by_end",
            "message_with_detail",
            "message_to_hash");

    /** The part of the report. */
    String run() throws SQLException {
        long begun = System.nanoTime();
        FindFill fill = new FindFill(store, messages);
        fill.fill();
        Progress.tell("filled", seconds(begun) + " s");
        try (Ledger ledger = new Ledger(store, "bench", Duration.ofDays(7), Duration.ofMinutes(1), Clock.systemUTC())) {
            String found = messages + " messages in the ledger; pages of " + PAGE + ", with their attempts; " + REPEATS
                    + " times each.\n\n" + find(ledger, fill);
            return found + "\n\nEntering, in transactions of " + GROUP + ", " + rounds + " rounds of " + entered
                    + ":\n\n" + enter(ledger);
        }
    }

    private Map<String, MessageFilter> filters(FindFill fill) {
        MessageFilter page = MessageFilter.newest(PAGE);
        Map<String, MessageFilter> filters = new LinkedHashMap<>();
        filters.put("the newest", page);
        filters.put("from the middle on", page.before(FindFill.id(messages / 2)));
        filters.put("to a number", page.to("+393330000007"));
        filters.put("to a number that got none", page.to("+393330000999").tag("none"));
        filters.put("of a batch", page.batch(FindFill.batch(3)));
        filters.put("of a batch, dead", of(State.DEAD, "", "").batch(FindFill.batch(3)));
        filters.put("of a batch, waiting: none", of(State.QUEUED, "", "").batch(FindFill.batch(3)));
        filters.put("with a tag", page.tag("campaign-8"));
        filters.put("with a tag, to a rare account", of(null, "rare", "").tag("campaign-8"));
        filters.put("with a tag, of an application", of(null, "", ":pbx").tag("campaign-8"));
        filters.put("with a tag, of a batch", page.batch(FindFill.batch(3)).tag("none"));
        filters.put("with words of many", page.words(List.of("no", "credit")));
        filters.put("with a word of one", page.words(List.of("QUIXOTIC")));
        filters.put("with a word of none", page.words(List.of("nowhere")));
        filters.put(
                "with a word of none, of a batch",
                page.words(List.of("nowhere")).batch(FindFill.batch(3)));
        filters.put("dead, of a rare account", of(State.DEAD, "rare", ""));
        filters.put("undelivered: none", of(State.UNDELIVERED, "", ""));
        filters.put("delivered, of a rare account", of(State.DELIVERED, "rare", ""));
        filters.put("waiting", of(State.QUEUED, "", ""));
        filters.put("waiting, with a tag: none", of(State.QUEUED, "gone", "").tag("campaign-8"));
        filters.put("of a rare account", of(null, "rare", ""));
        filters.put("of an account, of an application that is not there", of(null, "main", ":gone"));
        filters.put("of an application", of(null, "", ":pbx"));
        filters.put("of a rare source", of(null, "", "webapi"));
        filters.put("of an account that is not there", of(null, "gone", ""));
        filters.put("accepted, of a rare account: none", of(State.ACCEPTED, "rare", ""));
        filters.put("accepted, with a tag: none", of(State.ACCEPTED, "gone", "").tag("campaign-8"));
        filters.put("accepted, of an application: none", of(State.ACCEPTED, "gone", "http"));
        filters.put(
                "accepted, of the first day", of(State.ACCEPTED, "main", "http").until(fill.at(messages / 30)));
        return filters;
    }

    private static MessageFilter of(State state, String account, String source) {
        return new MessageFilter(state, account, source, null, "", PAGE);
    }

    private Table find(Ledger ledger, FindFill fill) {
        Table table = new Table("Messages", "Found", "Median, ms", "Most, ms");
        filters(fill).forEach((what, filter) -> {
            List<Double> millis = new ArrayList<>();
            int found = 0;
            for (int i = 0; i < REPEATS; i++) {
                long begun = System.nanoTime();
                found = ledger.messages().list(filter).orElseThrow().size();
                millis.add((System.nanoTime() - begun) / 1e6);
            }
            Series series = new Series(what, millis);
            double most = millis.stream().mapToDouble(one -> one).max().orElseThrow();
            table.row(what, Integer.toString(found), Series.number(series.median(), 1), Series.number(most, 1));
            Progress.tell(
                    what, found + " in " + Series.number(series.median(), 1) + " ms, most " + Series.number(most, 1));
        });
        return table;
    }

    private Table enter(Ledger ledger) throws SQLException {
        Table table = new Table("What", "Messages/s, rounds", "Median", "µs a message");
        enterRound(ledger);
        row(table, "with the indexes", ledger);
        try (Connection connection = store.source().getConnection();
                Statement statement = connection.createStatement()) {
            for (String index : INDEXES) {
                statement.executeUpdate("drop index " + index);
            }
        }
        enterRound(ledger);
        row(table, "without them", ledger);
        long begun = System.nanoTime();
        for (int i = 0; i < entered; i++) {
            store.numbers().of("+393330000001");
        }
        table.row("the hash alone", "", "", Series.number((System.nanoTime() - begun) / 1e3 / entered, 1));
        return table;
    }

    private void row(Table table, String what, Ledger ledger) {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            rates.add(enterRound(ledger));
        }
        Series series = new Series(what, rates);
        Progress.tell(what, Series.number(series.median(), 0) + "/s");
        table.row(what, series.runs(0), Series.number(series.median(), 0), Series.number(1e6 / series.median(), 1));
    }

    private double enterRound(Ledger ledger) {
        long begun = System.nanoTime();
        for (int from = 0; from < entered; from += GROUP) {
            List<AcceptRequest> requests = new ArrayList<>();
            for (int i = 0; i < GROUP; i++) {
                requests.add(request(from + i));
            }
            Ledger.await(ledger.takeAll(List.of(requests)));
        }
        return entered / ((System.nanoTime() - begun) / 1e9);
    }

    private static AcceptRequest request(int number) {
        Instant now = Instant.now();
        String reference = "enter " + MessageId.next();
        SmsMessage message = new SmsMessage(
                MessageId.next(),
                "+393330000%03d".formatted(number % 1000),
                "Your appointment is tomorrow at ten",
                "",
                "",
                reference,
                Priority.NORMAL,
                "http",
                now.plusSeconds(86_400),
                Instant.EPOCH,
                false,
                "campaign-1");
        return new AcceptRequest(
                "http",
                reference,
                List.of(new Entry(
                        message, "main", 1, 0, State.QUEUED, "", "", now, FindFill.batch(3), Routed.UNKNOWN)));
    }

    private static String seconds(long begun) {
        return Series.number((System.nanoTime() - begun) / 1e9, 1);
    }
}
