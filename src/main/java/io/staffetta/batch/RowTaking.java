package io.staffetta.batch;

import io.staffetta.batch.RowGroup.Fates;
import io.staffetta.batch.RowGroup.Routed;
import io.staffetta.intake.Intake;
import io.staffetta.intake.Receipt;
import io.staffetta.intake.Receipts;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.MessageRecord;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.routing.AccountDisabledException;
import io.staffetta.routing.UnknownAccountException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Takes groups of rows in: reads and routes them by what reads and routes all messages, enters them into the ledger, and puts
 * them on their queues in one transaction of the broker.
 *
 * <p>Thread-safe.
 */
public final class RowTaking {

    private final Intake intake;
    private final Receipts receipts;
    private final Consumer<List<RoutedMessage>> queues;

    /**
     * @param queues puts messages on their queues, all or none
     */
    public RowTaking(Intake intake, Receipts receipts, Consumer<List<RoutedMessage>> queues) {
        this.intake = intake;
        this.receipts = receipts;
        this.queues = queues;
    }

    /** What rows are routed by now; another object after each change. */
    Object accounts() {
        return intake.accounts();
    }

    /**
     * Routes rows; nothing is taken yet.
     *
     * @param made makes references for rows without one
     * @param known tells what an earlier batch has sent of them
     */
    RowGroup route(List<Row> rows, RowMessages messages, RowIds ids, MadeReferences made, KnownRows known) {
        List<Routed> routed = new ArrayList<>(rows.size());
        for (Row row : rows) {
            try {
                List<RoutedMessage> good = intake.route(messages.json(row), Map.of(), BatchCheck.SOURCE);
                intake.requireAccounts(good);
                routed.add(new Routed(row, made.on(ids.on(row.number(), good)), ""));
            } catch (InvalidMessageException | UnknownAccountException | AccountDisabledException e) {
                routed.add(new Routed(row, List.of(), String.valueOf(e.getMessage())));
            }
        }
        return new RowGroup(
                ids.batch(),
                routed,
                Map.of(),
                known.sentBefore(rows.stream().map(Row::number).toList()));
    }

    /**
     * Takes a group. May be repeated, with the same ids, after a failure.
     *
     * @throws RuntimeException if the ledger or the broker is away; nothing is certain then
     */
    Fates take(RowGroup group) {
        Map<Contents, CompletableFuture<Receipt>> byReference = new HashMap<>();
        Map<Long, CompletableFuture<Receipt>> entered = new HashMap<>();
        for (Routed routed : group.rows()) {
            if (routed.isGood()) {
                receipt(routed, group.sent(routed).keySet(), byReference, group.batch())
                        .ifPresent(receipt -> entered.put(routed.row().number(), receipt));
            }
        }
        List<RoutedMessage> toQueue = new ArrayList<>();
        Fates fates = new Fates();
        for (Routed routed : group.rows()) {
            CompletableFuture<Receipt> own = entered.get(routed.row().number());
            List<Answer> lost = group.lost().get(routed.row().number());
            Map<Integer, MessageRecord> sent = group.sent(routed);
            if (lost != null) {
                fates.taken(lost);
            } else if (own == null && !sent.isEmpty()) {
                fates.repeated(RowAnswers.sentBefore(routed.row(), sent.values()));
            } else if (!routed.isGood()) {
                fates.rejected(routed.row(), routed.problem());
            } else {
                enter(routed, own, byReference, sent, toQueue, fates);
            }
        }
        if (!toQueue.isEmpty()) {
            queues.accept(toQueue);
            receipts.queued(toQueue);
        }
        return fates;
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

    /** What becomes of the entry of a row; empty if it need not be entered. */
    private Optional<CompletableFuture<Receipt>> receipt(
            Routed routed, Set<Integer> sent, Map<Contents, CompletableFuture<Receipt>> byReference, String batch) {
        List<RoutedMessage> left = routed.without(sent);
        if (left.isEmpty()) {
            return Optional.empty();
        }
        if (!sent.isEmpty()) {
            // Their reference is that of the others, which the earlier batch has sent.
            return Optional.of(receipts.takeRest(left, batch));
        }
        Contents contents = Contents.of(left);
        if (contents != null && byReference.containsKey(contents)) {
            return Optional.empty();
        }
        CompletableFuture<Receipt> receipt = receipts.takeRow(left, batch);
        if (contents != null) {
            byReference.put(contents, receipt);
        }
        return Optional.of(receipt);
    }

    private static void enter(
            Routed routed,
            CompletableFuture<Receipt> own,
            Map<Contents, CompletableFuture<Receipt>> byReference,
            Map<Integer, MessageRecord> sent,
            List<RoutedMessage> toQueue,
            Fates fates) {
        try {
            if (own == null) {
                Receipt first = Ledger.await(byReference.get(Contents.of(routed.messages())));
                fates.repeated(
                        first.isDuplicate()
                                ? RowAnswers.cameBefore(routed, first.first())
                                : RowAnswers.sameGroup(routed, first));
                return;
            }
            Receipt receipt = Ledger.await(own);
            if (receipt.isDuplicate()) {
                fates.repeated(RowAnswers.cameBefore(routed, receipt.first()));
            } else {
                toQueue.addAll(receipt.routed());
                List<Answer> answers = new ArrayList<>(RowAnswers.sentBefore(routed.row(), sent.values()));
                receipt.routed().forEach(message -> answers.add(RowAnswers.taken(routed.row(), message)));
                fates.taken(answers);
            }
        } catch (InvalidMessageException e) {
            fates.rejected(routed.row(), e.getMessage());
        }
    }

    /**
     * Looks for rows that were taken before a crash, and whose answers were lost in it, among those that are not to be taken
     * now: what of them is not sent yet will not be.
     *
     * @return the answers by the number of the row; none for rows of which nothing is sent
     */
    static Map<Long, List<Answer>> takenBefore(List<Row> rows, KnownRows known) {
        Map<Long, List<MessageRecord>> sent =
                known.unlessCancelled(rows.stream().map(Row::number).toList());
        Map<Long, List<Answer>> answers = new HashMap<>();
        for (Row row : rows) {
            if (sent.containsKey(row.number())) {
                answers.put(row.number(), RowAnswers.of(row.number(), row.line(), sent.get(row.number())));
            }
        }
        return answers;
    }
}
