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
    private final Ledger ledger;

    /**
     * @param queues puts messages on their queues, all or none
     */
    public RowTaking(Intake intake, Receipts receipts, Consumer<List<RoutedMessage>> queues, Ledger ledger) {
        this.intake = intake;
        this.receipts = receipts;
        this.queues = queues;
        this.ledger = ledger;
    }

    /**
     * Routes rows; nothing is taken yet.
     *
     * @param made makes references for rows without one
     */
    RowGroup route(List<Row> rows, RowMessages messages, RowIds ids, MadeReferences made) {
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
        return new RowGroup(routed, Map.of());
    }

    /**
     * Takes a group. May be repeated, with the same ids, after a failure.
     *
     * @throws RuntimeException if the ledger or the broker is away; nothing is certain then
     */
    Fates take(RowGroup group) {
        Map<String, CompletableFuture<Receipt>> byReference = new HashMap<>();
        Map<Long, CompletableFuture<Receipt>> entered = new HashMap<>();
        for (Routed routed : group.rows()) {
            if (routed.isGood()) {
                String reference = routed.messages().get(0).message().reference();
                if (reference.isEmpty() || !byReference.containsKey(reference)) {
                    CompletableFuture<Receipt> receipt = receipts.take(routed.messages());
                    entered.put(routed.row().number(), receipt);
                    if (!reference.isEmpty()) {
                        byReference.put(reference, receipt);
                    }
                }
            }
        }
        List<RoutedMessage> toQueue = new ArrayList<>();
        Fates fates = new Fates();
        for (Routed routed : group.rows()) {
            CompletableFuture<Receipt> own = entered.get(routed.row().number());
            List<Answer> lost = group.lost().get(routed.row().number());
            if (lost != null) {
                fates.taken(lost);
            } else if (!routed.isGood()) {
                fates.rejected(routed.row(), routed.problem());
            } else {
                enter(routed, own, byReference, toQueue, fates);
            }
        }
        if (!toQueue.isEmpty()) {
            queues.accept(toQueue);
            receipts.queued(toQueue);
        }
        return fates;
    }

    private static void enter(
            Routed routed,
            CompletableFuture<Receipt> own,
            Map<String, CompletableFuture<Receipt>> byReference,
            List<RoutedMessage> toQueue,
            Fates fates) {
        try {
            if (own == null) {
                String reference = routed.messages().get(0).message().reference();
                Receipt first = Ledger.await(byReference.get(reference));
                fates.repeated(first.isDuplicate() ? cameBefore(routed, first.first()) : sameGroup(routed, first));
                return;
            }
            Receipt receipt = Ledger.await(own);
            if (receipt.isDuplicate()) {
                fates.repeated(cameBefore(routed, receipt.first()));
            } else {
                toQueue.addAll(receipt.routed());
                fates.taken(receipt.routed().stream()
                        .map(message ->
                                answer(routed.row(), message, message.message().id(), AnswerStatus.TAKEN, ""))
                        .toList());
            }
        } catch (InvalidMessageException e) {
            fates.rejected(routed.row(), e.getMessage());
        }
    }

    private static List<Answer> cameBefore(Routed routed, List<MessageRecord> first) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < routed.messages().size(); i++) {
            MessageRecord record = first.get(Math.min(i, first.size() - 1));
            answers.add(repeated(routed, i, record.id(), AnswerEnds.word(record.state())));
        }
        return answers;
    }

    private static List<Answer> sameGroup(Routed routed, Receipt first) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < routed.messages().size(); i++) {
            int at = Math.min(i, first.routed().size() - 1);
            answers.add(repeated(routed, i, first.routed().get(at).message().id(), "taken"));
        }
        return answers;
    }

    private static Answer repeated(Routed routed, int index, String firstId, String state) {
        return answer(
                routed.row(),
                routed.messages().get(index),
                firstId,
                AnswerStatus.REPEATED,
                "It came before, as message " + firstId + ", which is " + state);
    }

    private static Answer answer(Row row, RoutedMessage message, String id, AnswerStatus status, String reason) {
        String reference = message.message().reference();
        return new Answer(
                row.number(),
                row.line(),
                MadeReferences.isMade(reference) ? "" : reference,
                id,
                message.message().to(),
                message.account().id(),
                message.segments(),
                status,
                reason);
    }

    /**
     * Looks for rows that were taken before a crash, and whose answers were lost in it, among those that are not to be taken
     * now: what of them is not sent yet will not be.
     *
     * @return the answers by the number of the row; none for rows of which nothing is sent
     */
    Map<Long, List<Answer>> takenBefore(List<Row> rows, RowIds ids) {
        Map<Long, List<MessageRecord>> known = new KnownRows(ledger, ids)
                .unlessCancelled(rows.stream().map(Row::number).toList());
        Map<Long, List<Answer>> answers = new HashMap<>();
        for (Row row : rows) {
            if (known.containsKey(row.number())) {
                answers.put(row.number(), KnownRows.answers(row.number(), row.line(), known.get(row.number())));
            }
        }
        return answers;
    }
}
