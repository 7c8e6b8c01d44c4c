package io.staffetta.batch.rows;

import io.staffetta.access.Source;
import io.staffetta.batch.result.ResultLine;
import io.staffetta.batch.rows.RowGroup.GroupResult;
import io.staffetta.batch.rows.RowGroup.Routed;
import io.staffetta.batch.text.Row;
import io.staffetta.intake.Intake;
import io.staffetta.intake.IntakeRequest;
import io.staffetta.intake.Queues;
import io.staffetta.intake.RecordedMessages;
import io.staffetta.intake.RefusedElementException;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.thread.RightOfWay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/**
 * Takes groups of rows in: reads and routes them by what reads and routes all messages, enters them into the ledger, and puts
 * them on their queues in one transaction of the broker.
 *
 * <p>Thread-safe.
 */
public final class RowIntake {

    private final Intake intake;
    private final Queues queues;
    private final RightOfWay way;
    private final Supplier<?> accounts;
    private final ObjIntConsumer<Source> quotas;

    /**
     * @param queues for rows alone
     * @param way of urgent messages
     * @param accounts what rows are routed by
     */
    public RowIntake(Intake intake, Queues queues, RightOfWay way, Supplier<?> accounts) {
        this(intake, queues, way, accounts, (source, messages) -> {});
    }

    /**
     * The same, where some applications may hand in so much only.
     *
     * @param quotas counts messages, and throws {@link InvalidMessageException} if there are too many
     */
    public RowIntake(
            Intake intake, Queues queues, RightOfWay way, Supplier<?> accounts, ObjIntConsumer<Source> quotas) {
        this.way = way;
        this.quotas = quotas;
        this.intake = intake;
        this.queues = queues;
        this.accounts = accounts;
    }

    /** The size of a group, fewer than usual where urgent messages come; see {@link RightOfWay#share}. */
    public int share(int most) {
        return way.share(most);
    }

    /** What rows are routed by now; another object after each change. */
    public Object accounts() {
        return accounts.get();
    }

    /**
     * Routes rows; nothing is taken yet.
     *
     * @param source where they come from
     * @param made makes references for rows without one
     * @param known tells what an earlier batch has sent of them
     */
    public RowGroup route(
            List<Row> rows,
            String source,
            RowMessages messages,
            RowIds ids,
            GeneratedReferences made,
            RowLedgerLookup known) {
        List<Routed> routed = new ArrayList<>(rows.size());
        for (Row row : rows) {
            try {
                List<RoutedMessage> good = intake.route(intake.read(messages.json(row), Map.of(), source));
                RuntimeException problem = RoutedMessage.problem(good);
                routed.add(
                        problem == null ? new Routed(row, made.on(ids.on(row.number(), good)), "") : bad(row, problem));
            } catch (InvalidMessageException e) {
                routed.add(bad(row, e));
            }
        }
        return new RowGroup(
                ids.batch(),
                routed,
                Map.of(),
                known.sentBefore(rows.stream().map(Row::number).toList()));
    }

    /**
     * Counts the messages of a group for their application. What is counted twice counts twice: to be called once for each.
     *
     * @return why rows are not taken, since their messages would be too many, by the numbers of the rows
     */
    public Map<Long, String> excess(RowGroup group, Source source) {
        Map<Long, String> excess = new HashMap<>();
        if (!source.application().isEmpty()) {
            for (Routed routed : group.rows()) {
                int messages = routed.without(group.sent(routed).keySet()).size();
                try {
                    if (messages > 0) {
                        quotas.accept(source, messages);
                    }
                } catch (InvalidMessageException e) {
                    excess.put(routed.row().number(), String.valueOf(e.getMessage()));
                }
            }
        }
        return excess;
    }

    private static Routed bad(Row row, RuntimeException problem) {
        return new Routed(row, List.of(), String.valueOf(problem.getMessage()));
    }

    /**
     * Takes a group. May be repeated, with the same ids, after a failure.
     *
     * @throws RuntimeException if the ledger or the broker is away; nothing is certain then
     */
    public GroupResult take(RowGroup group) {
        Map<Contents, IntakeRequest> byReference = new HashMap<>();
        Map<Long, IntakeRequest> requests = new LinkedHashMap<>();
        for (Routed routed : group.rows()) {
            if (routed.isGood()) {
                request(routed, group.sent(routed).keySet(), byReference, group.batch())
                        .ifPresent(request -> requests.put(routed.row().number(), request));
            }
        }
        // One group after the other has the session.
        synchronized (queues) {
            way.giveWay();
            intake.accept(List.copyOf(requests.values()), queues);
        }
        GroupResult result = new GroupResult();
        for (Routed routed : group.rows()) {
            IntakeRequest own = requests.get(routed.row().number());
            List<ResultLine> lost = group.lost().get(routed.row().number());
            Map<Integer, MessageRecord> sent = group.sent(routed);
            if (lost != null) {
                result.taken(lost);
            } else if (own == null && !sent.isEmpty()) {
                result.repeated(RowResults.sentBefore(routed.row(), sent.values()));
            } else if (!routed.isGood()) {
                result.rejected(routed.row(), routed.problem());
            } else {
                note(routed, own, byReference, sent, result);
            }
        }
        return result;
    }

    /** A row with a reference, and what it says: only another that says the same is its repeat. */
    private record Contents(String reference, Map<String, String> textByRecipient) {

        /** {@code null} if the row has no reference. */
        static Contents of(List<RoutedMessage> messages) {
            String reference = messages.get(0).message().reference();
            if (reference.isEmpty()) {
                return null;
            }
            Map<String, String> texts = new HashMap<>();
            messages.forEach(
                    routed -> texts.put(routed.message().to(), routed.message().text()));
            return new Contents(reference, texts);
        }
    }

    /** What takes a row in; empty if it need not be taken. */
    private static Optional<IntakeRequest> request(
            Routed routed, Set<Integer> sent, Map<Contents, IntakeRequest> byReference, String batch) {
        List<RoutedMessage> left = routed.without(sent);
        if (left.isEmpty()) {
            return Optional.empty();
        }
        if (!sent.isEmpty()) {
            // Their reference is that of the others, which the earlier batch has sent.
            return Optional.of(IntakeRequest.ofRouted(left, batch, true));
        }
        Contents contents = Contents.of(left);
        if (contents != null && byReference.containsKey(contents)) {
            return Optional.empty();
        }
        IntakeRequest request = IntakeRequest.ofRouted(left, batch, false);
        if (contents != null) {
            byReference.put(contents, request);
        }
        return Optional.of(request);
    }

    private static void note(
            Routed routed,
            IntakeRequest own,
            Map<Contents, IntakeRequest> byReference,
            Map<Integer, MessageRecord> sent,
            GroupResult result) {
        IntakeRequest request = own == null ? byReference.get(Contents.of(routed.messages())) : own;
        if (request.failure() instanceof RefusedElementException refused) {
            result.rejected(routed.row(), String.valueOf(refused.getMessage()));
            return;
        }
        RecordedMessages receipt = request.receipts().get(0);
        if (receipt.isDuplicate()) {
            result.repeated(RowResults.cameBefore(routed, receipt.first()));
        } else if (own == null) {
            result.repeated(RowResults.sameGroup(routed, receipt));
        } else {
            List<ResultLine> answers = new ArrayList<>(RowResults.sentBefore(routed.row(), sent.values()));
            receipt.routed().forEach(message -> answers.add(RowResults.taken(routed.row(), message)));
            result.taken(answers);
        }
    }

    /**
     * Looks for rows that were taken before a crash, and whose answers were lost in it, among those that are not to be taken
     * now: what of them is not sent yet will not be.
     *
     * @return the answers by the number of the row; none for rows of which nothing is sent
     */
    public static Map<Long, List<ResultLine>> takenBefore(List<Row> rows, RowLedgerLookup known) {
        Map<Long, List<MessageRecord>> sent =
                known.unlessCancelled(rows.stream().map(Row::number).toList());
        Map<Long, List<ResultLine>> answers = new HashMap<>();
        for (Row row : rows) {
            if (sent.containsKey(row.number())) {
                answers.put(row.number(), RowResults.of(row.number(), row.line(), sent.get(row.number())));
            }
        }
        return answers;
    }
}
