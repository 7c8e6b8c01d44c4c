package io.staffetta.batch.rows;

import io.staffetta.batch.result.ResultLine;
import io.staffetta.batch.result.ResultStatus;
import io.staffetta.batch.text.Row;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.ledger.history.MessageRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Rows of a batch that are taken together, each with what routing said of it.
 *
 * @param batch id of the batch
 * @param rows the rows, in their order
 * @param lost answers, by the number of the row, of rows that cannot be sent now, but were taken before a crash
 * @param sent messages, by the number of the row and which of its recipients they are for, that an earlier batch has sent of the
 *     same content
 */
public record RowGroup(
        String batch,
        List<Routed> rows,
        Map<Long, List<ResultLine>> lost,
        Map<Long, Map<Integer, MessageRecord>> sent) {

    /**
     * A row.
     *
     * @param messages its messages; none if it cannot be sent
     * @param problem why it cannot be sent, in words; empty if it can
     */
    public record Routed(Row row, List<RoutedMessage> messages, String problem) {

        public boolean isGood() {
            return problem.isEmpty();
        }

        /** Its messages without those for some of its recipients. */
        List<RoutedMessage> without(Set<Integer> recipients) {
            return IntStream.range(0, messages.size())
                    .filter(recipient -> !recipients.contains(recipient))
                    .mapToObj(messages::get)
                    .toList();
        }
    }

    /** What an earlier batch has sent of a row; nothing, as a rule. */
    Map<Integer, MessageRecord> sent(Routed row) {
        return sent.getOrDefault(row.row().number(), Map.of());
    }

    /** The same, without what is not to be taken, for reasons by the numbers of the rows. */
    public RowGroup without(Map<Long, String> refused) {
        return refused.isEmpty()
                ? this
                : new RowGroup(
                        batch,
                        rows.stream()
                                .map(one -> refused.containsKey(one.row().number())
                                        ? new Routed(
                                                one.row(),
                                                List.of(),
                                                refused.get(one.row().number()))
                                        : one)
                                .toList(),
                        lost,
                        sent);
    }

    /** The same, of the rows behind one. */
    public RowGroup after(long number) {
        return new RowGroup(
                batch, rows.stream().filter(one -> one.row().number() > number).toList(), lost, sent);
    }

    /** How many of its messages go to which account. */
    public Map<String, Integer> accounts() {
        Map<String, Integer> accounts = new TreeMap<>();
        for (Routed routed : rows) {
            for (RoutedMessage message : routed.without(sent(routed).keySet())) {
                accounts.merge(message.account().id(), 1, Integer::sum);
            }
        }
        return accounts;
    }

    /** Collects the results of the rows of a group. */
    public static final class GroupResult {

        private final List<ResultLine> answers = new ArrayList<>();
        private final List<Row> rejected = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private int taken;
        private int repeated;

        public void taken(Collection<ResultLine> lines) {
            taken++;
            lines.stream().filter(line -> line.status() == ResultStatus.TAKEN).forEach(line -> ids.add(line.id()));
            answers.addAll(lines);
        }

        void repeated(Collection<ResultLine> lines) {
            repeated++;
            answers.addAll(lines);
        }

        void rejected(Row row, String problem) {
            rejected.add(row);
            answers.add(bare(row, ResultStatus.REJECTED, problem));
        }

        public void cancelled(Row row) {
            answers.add(bare(row, ResultStatus.CANCELLED, "The batch was cancelled before"));
        }

        private static ResultLine bare(Row row, ResultStatus status, String reason) {
            return new ResultLine(row.number(), row.line(), reference(row), "", "", "", 0, status, reason);
        }

        private static String reference(Row row) {
            var reference = row.values().get("reference");
            return reference != null && reference.isTextual() ? reference.textValue() : "";
        }

        /** Lines of the result, in the order of the rows. */
        public List<ResultLine> answers() {
            return answers;
        }

        /** The rows that cannot be sent. */
        public List<Row> rejected() {
            return rejected;
        }

        /** Ids of the messages that were taken. */
        public List<String> ids() {
            return ids;
        }

        public int taken() {
            return taken;
        }

        public int repeated() {
            return repeated;
        }
    }
}
