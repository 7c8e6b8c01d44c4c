package io.staffetta.http.operations;

import io.staffetta.access.Caller;
import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.person.People;
import io.staffetta.ledger.person.PersonRecords;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.PhoneNumbers;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Erases all that the gateway has about the person of a phone number. What waits is cancelled first: who wants to be forgotten
 * wants no message either.
 *
 * <p>Thread-safe.
 */
public final class EraseApi {

    private static final List<String> FIELDS = List.of("to", "why", "dryRun");
    private static final int LONGEST_WHY = 500;

    private final Ledger ledger;
    private final People people;
    private final PhoneNumbers numbers;
    private final DeadLetterRemover deadLetters;
    private final AuditTrail audit;

    /** Takes dead letters off their queue for good. */
    public interface DeadLetterRemover {

        /**
         * Takes those with some ids.
         *
         * @param by who has it done
         * @param isTrial whether they are only counted
         * @return how many
         * @throws JMSException if the broker cannot be reached
         */
        int remove(List<String> ids, Caller by, boolean isTrial) throws JMSException;
    }

    public EraseApi(Ledger ledger, PhoneNumbers numbers, DeadLetterRemover deadLetters, AuditTrail audit) {
        this.ledger = ledger;
        people = new People(ledger);
        this.numbers = numbers;
        this.deadLetters = deadLetters;
        this.audit = audit;
    }

    /**
     * Erases a person, or tells what would be erased.
     *
     * @throws ProblemException if a field is wrong, or ledger or broker is away: some may be erased then, and the same request
     *     goes on
     */
    public HttpAnswer erase(Exchange exchange) {
        QueryParameters.of(exchange);
        JsonBody body = JsonBody.of(exchange, FIELDS);
        String number = number(body.required("to", PhoneNumbers.MAX_LENGTH));
        String why = body.text("why", LONGEST_WHY);
        boolean isTrial = body.isTrue("dryRun");
        Caller caller = Callers.of(exchange);
        Erased erased = LedgerQuestion.ask(() -> isTrial ? trial(number, caller) : run(number, caller));
        if (!isTrial) {
            audit.note(new AuditEntry(
                    caller,
                    "person.erase",
                    "number " + erased.numberHash(),
                    Map.of(
                            "messages", Integer.toString(erased.messages()),
                            "cancelled", Integer.toString(erased.cancelled()),
                            "deadLetters", Integer.toString(erased.deadLetters())),
                    why));
        }
        return HttpAnswer.json(200, erased);
    }

    private Erased trial(String number, Caller caller) {
        PersonRecords records = people.find(number);
        return answer(
                number,
                true,
                records.ended().size() + records.waiting().size(),
                records.waiting().size(),
                remove(records.dead(), caller, true),
                records,
                List.of());
    }

    private Erased run(String number, Caller caller) {
        PersonRecords before = people.find(number);
        people.cancel(before.waiting());
        PersonRecords cancelled = people.find(number);
        // Before their rows, by which they are found if this has to be repeated.
        int removed = remove(cancelled.dead(), caller, false);
        int erased = people.erase(cancelled.ended());
        PersonRecords left = people.find(number);
        return answer(
                number,
                false,
                erased,
                before.waiting().size() - cancelled.waiting().size(),
                removed,
                before,
                left.messages());
    }

    private Erased answer(
            String number,
            boolean isTrial,
            int messages,
            int cancelled,
            int removed,
            PersonRecords before,
            List<PersonRecords.Known> left) {
        List<Remaining> remains = new ArrayList<>();
        if (!left.isEmpty()) {
            remains.add(new Remaining(
                    "messages",
                    left.size(),
                    "an attempt is under way, or their outcome is unknown and they are tried again: repeat this when"
                            + " they have come to their end",
                    left.stream().map(PersonRecords.Known::id).limit(100).toList()));
        }
        if (cancelled > 0) {
            remains.add(new Remaining(
                    "copies on queues", cancelled, "of what was cancelled: dropped when their turn comes", null));
        }
        if (!before.files().isEmpty()) {
            remains.add(new Remaining(
                    "batch files",
                    before.files().size(),
                    "they are their senders': delete them, or the rows with the number, under done and error of their"
                            + " folders",
                    before.files().stream().limit(100).toList()));
        }
        remains.add(new Remaining(
                "rows without the person",
                messages,
                "account, time, state, tag and segments of each message stay, since they are counted and paid for",
                null));
        remains.add(new Remaining(
                "elsewhere", null, "backups of data/, and what the providers and the sending programs keep", null));
        return new Erased(
                PhoneNumbers.mask(number),
                ledger.numbers().name(number),
                isTrial,
                messages,
                cancelled,
                removed,
                remains);
    }

    private int remove(List<String> ids, Caller caller, boolean isTrial) {
        try {
            return ids.isEmpty() ? 0 : deadLetters.remove(ids, caller, isTrial);
        } catch (JMSException e) {
            throw new ProblemException(HttpProblem.of(
                    503,
                    "broker_away",
                    "The dead letter queue cannot be reached now, and nothing was erased: repeat it"));
        }
    }

    private String number(String to) {
        try {
            return numbers.normalise("to", to);
        } catch (InvalidMessageException e) {
            throw JsonBody.wrong("to", e.phrase());
        }
    }

    /**
     * Counts what was erased, or would be.
     *
     * @param to the number, masked
     * @param numberHash the number as the audit trail names it
     * @param messages messages of which nothing leads to the person any more
     * @param cancelled messages of these that waited
     * @param deadLetters dead letters that were taken off their queue
     * @param remains what is left, and why
     */
    private record Erased(
            String to,
            String numberHash,
            boolean dryRun,
            int messages,
            int cancelled,
            int deadLetters,
            List<Remaining> remains) {}

    private record Remaining(String what, Integer count, String why, List<String> which) {}
}
