package io.staffetta.http.letters;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.http.Json;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.OperationItem;
import io.staffetta.ledger.operation.OperationRecord;
import io.staffetta.ledger.operation.OperationState;
import io.staffetta.ledger.operation.SentAs;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An operation as operators see it over HTTP. Instants are ISO-8601; what is not known is left out.
 *
 * @param asked which messages were asked for
 * @param left messages of which it is not known yet what became of them
 * @param skipped messages with which it was not done, and will not be
 * @param outcomes how many messages came to what
 * @param forecast of a dry run that sends again, by account: what it would cost
 * @param items messages; only of one operation that is shown
 * @param next where the next page of these begins
 */
@JsonPropertyOrder({"id", "kind", "state"})
record OperationView(
        String id,
        String kind,
        String state,
        boolean dryRun,
        String who,
        String why,
        String toAccount,
        String rate,
        String validFor,
        String as,
        JsonNode asked,
        String createdAt,
        String startedAt,
        String endedAt,
        long total,
        long done,
        long left,
        long skipped,
        Map<ItemOutcome, Long> outcomes,
        Map<String, RedriveForecast> forecast,
        List<Item> items,
        String next) {

    /** A message of it, by its place in the set. */
    record Item(long position, String id, int redriveCount, String outcome, String at) {

        static Item of(OperationItem item) {
            return new Item(
                    item.position(),
                    item.messageId(),
                    item.redriveCount(),
                    item.outcome() == null ? null : item.outcome().name(),
                    text(item.settled()));
        }
    }

    /** An operation without its messages. */
    static OperationView of(OperationRecord one) {
        return of(one, null, null, null);
    }

    /** A dry run that nobody has begun, with what it would cost. */
    static OperationView of(OperationRecord one, Map<String, RedriveForecast> forecast) {
        return of(one, forecast, null, null);
    }

    /** An operation with some of its messages. */
    static OperationView of(OperationRecord one, List<OperationItem> items, String next) {
        return of(one, null, items, next);
    }

    private static OperationView of(
            OperationRecord one, Map<String, RedriveForecast> forecast, List<OperationItem> items, String next) {
        return new OperationView(
                one.id(),
                one.terms().kind().label(),
                one.state().name(),
                one.state() == OperationState.PLANNED,
                one.who(),
                known(one.terms().why()),
                known(one.terms().toAccount()),
                one.terms().rate() == 0 ? null : one.terms().rate() + "/s",
                one.terms().validFor() == null ? null : one.terms().validFor().toString(),
                one.terms().sentAs() == null ? null : one.terms().sentAs() == SentAs.SENT ? "sent" : "not-sent",
                Json.read(one.asked()),
                text(one.created()),
                text(one.started()),
                text(one.ended()),
                one.total(),
                one.done(),
                one.left(),
                one.total() - one.done() - one.left(),
                one.outcomes(),
                forecast,
                items == null ? null : items.stream().map(Item::of).toList(),
                next);
    }

    private static String known(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
