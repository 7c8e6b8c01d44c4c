package io.staffetta.bench.batch;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.staffetta.bench.load.Arrivals;
import io.staffetta.bench.load.Bodies;
import io.staffetta.ledger.store.SqliteForTests;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What became of the rows of a file: whether its answers, the provider and the ledger say the same.
 *
 * @param rows of the file
 * @param results lines of the result
 * @param finals lines of the final answer
 * @param accepted rows that are told to be accepted
 * @param unknown rows of unknown outcome
 * @param unknownThere those of them that the provider has
 * @param lost rows that are told to be accepted, and that the provider does not have
 * @param doubled rows that the provider has twice or more often
 * @param skipped rows without a line in one of the answers
 * @param wrong what else is wrong, in words
 */
record BatchBalance(
        long rows,
        long results,
        long finals,
        long accepted,
        long unknown,
        long unknownThere,
        long lost,
        long doubled,
        long skipped,
        List<String> wrong) {

    private static final int MOST_WRONG = 20;

    /**
     * Draws it.
     *
     * @param ids what came to the provider
     * @param ledger file of the ledger of a gateway that has ended
     * @param mostUnknown rows that may be of unknown outcome
     */
    static BatchBalance of(long rows, Path result, Path last, Arrivals.Ids ids, Path ledger, long mostUnknown)
            throws IOException, SQLException {
        Tally taken = new Tally("result", rows, ids);
        Tally ended = new Tally("final", rows, ids);
        taken.read(result, "taken");
        ended.read(last, "accepted");
        List<String> wrong = new ArrayList<>(taken.wrong);
        wrong.addAll(ended.wrong);
        if (ended.unknown > mostUnknown) {
            wrong.add(ended.unknown + " rows are of unknown outcome; at most " + mostUnknown + " were under way");
        }
        if (ids.seen().nextSetBit((int) rows + 1) >= 0 || ids.seen().get(0)) {
            wrong.add("The provider has messages that are not in the file");
        }
        ledger(ledger, rows, ended, wrong);
        BitSet skipped = (BitSet) taken.missing.clone();
        skipped.or(ended.missing);
        return new BatchBalance(
                rows,
                taken.lines,
                ended.lines,
                ended.told,
                ended.unknown,
                ended.unknownThere,
                ended.lost,
                ids.again().cardinality(),
                skipped.cardinality(),
                wrong.stream().limit(MOST_WRONG).toList());
    }

    /** Whether every row has its answers, and none was lost or sent twice. */
    boolean isSound() {
        return results == rows
                && finals == rows
                && accepted + unknown == rows
                && lost + doubled + skipped == 0
                && wrong.isEmpty();
    }

    private static void ledger(Path file, long rows, Tally ended, List<String> wrong) throws SQLException {
        SqliteForTests.load();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*), count(distinct reference),"
                        + " sum(state = 'ACCEPTED'), sum(state = 'DEAD' and reason = 'UNKNOWN') from message")) {
            row.next();
            List<Long> is = List.of(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
            List<Long> ought = List.of(rows, rows, ended.told, ended.unknown);
            if (!is.equals(ought)) {
                wrong.add("Messages, references, accepted and unknown ones in the ledger are " + is + ", not " + ought);
            }
        }
    }

    /** Counts the lines of one answer. */
    private static final class Tally {

        private final String name;
        private final Arrivals.Ids ids;
        private final BitSet missing = new BitSet();
        private final List<String> wrong = new ArrayList<>();
        private long lines;
        private long told;
        private long unknown;
        private long unknownThere;
        private long lost;

        Tally(String name, long rows, Arrivals.Ids ids) {
            this.name = name;
            this.ids = ids;
            missing.set(1, (int) rows + 1);
        }

        void read(Path file, String good) throws IOException {
            try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
                for (NamedCsvRecord line : records) {
                    lines++;
                    line(line, good);
                }
            }
        }

        private void line(NamedCsvRecord line, String good) {
            int row = Integer.parseInt(line.getField("row"));
            boolean there = ids.seen().get(row);
            if (!missing.get(row)) {
                wrong("Row " + row + " is twice in " + name + ", or not in the file");
            }
            missing.clear(row);
            if (!line.getField("reference").equals(Bodies.reference(row))) {
                wrong("Row " + row + " has the reference of another in " + name);
            }
            String status = line.getField("status");
            if (status.equals(good)) {
                told++;
                lost += there ? 0 : 1;
            } else if (status.equals("dead")) {
                unknown++;
                unknownThere += there ? 1 : 0;
            } else {
                wrong("Row " + row + " is " + status + " in " + name + ": " + line.getField("reason"));
            }
        }

        private void wrong(String what) {
            if (wrong.size() < MOST_WRONG) {
                wrong.add(what);
            }
        }
    }
}
