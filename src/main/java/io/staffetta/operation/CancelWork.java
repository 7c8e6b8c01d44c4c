package io.staffetta.operation;

import io.staffetta.ledger.CancelMessages;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.OperationItem;
import io.staffetta.ledger.operation.OperationRecord;
import io.staffetta.ledger.operation.Operations;
import io.staffetta.ledger.operation.Settlement;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Cancels messages that wait, in the ledger: whatever queue a copy is on, it is dropped when its turn comes. One of which an attempt
 * is under way, or may have sent it, is left.
 */
final class CancelWork implements Work {

    private final Ledger ledger;
    private final Operations operations;
    private final CancelMessages cancelling;
    private final Clock clock;

    CancelWork(Ledger ledger, Operations operations, Clock clock) {
        this.ledger = ledger;
        this.operations = operations;
        this.clock = clock;
        cancelling = new CancelMessages(ledger.isShared(), clock);
    }

    @Override
    public boolean goOn(OperationRecord operation, Turn turn) {
        for (int most = turn.next(); most > 0; most = turn.next()) {
            List<OperationItem> items = operations.left(operation.id(), 0, most);
            if (items.isEmpty()) {
                return true;
            }
            List<String> ids = items.stream().map(OperationItem::messageId).toList();
            Ledger.await(ledger.submit(cancelling, ids));
            Set<String> cancelled = ledger.messages().withIds(ids).stream()
                    .filter(message -> message.state() == State.CANCELLED)
                    .map(MessageRecord::id)
                    .collect(Collectors.toSet());
            operations.settle(items.stream()
                    .map(item -> new Settlement(
                            operation.id(),
                            item,
                            cancelled.contains(item.messageId()) ? ItemOutcome.DONE : ItemOutcome.NOT_WAITING,
                            clock.instant(),
                            false))
                    .toList());
            turn.did(items.size());
        }
        return false;
    }
}
