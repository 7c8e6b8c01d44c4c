package io.staffetta.http.operations;

import io.staffetta.access.Caller;
import io.staffetta.access.Role;
import io.staffetta.access.Source;
import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.Nodes;
import io.staffetta.ledger.batch.BatchFilter;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.batch.BatchWait;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.ledger.history.BatchIntervention;
import io.staffetta.message.MessageId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;

/**
 * Tells operators how far batches have come, and does what they say: who pauses, resumes or cancels one is in the audit trail.
 * Any gateway on the same ledger may be asked, whichever works on the batch.
 *
 * <p>Thread-safe.
 */
public final class BatchesApi {

    /** Most batches in one answer. */
    static final int MOST = 1000;

    private static final int USUAL = 100;
    private static final Pattern EMPTY = Pattern.compile("\\s*(\\{\\s*}\\s*)?");

    private final Batches batches;
    private final Nodes nodes;
    private final BatchCancel cancelling;
    private final Map<String, Duration> spreads;
    private final Function<String, Optional<Phrase>> trouble;
    private final Supplier<Optional<String>> intakeFault;
    private final AuditTrail audit;
    private final Clock clock;

    /**
     * @param spreads over how long the rows of a file are taken in that says nothing of it, by the name of its folder; of
     *     others it is not known
     * @param trouble why an account does not send just now, by its id; empty if it does
     * @param intakeFault why the gateway takes no messages at all just now, in words; empty if it does
     */
    public BatchesApi(
            Ledger ledger,
            Map<String, Duration> spreads,
            Function<String, Optional<Phrase>> trouble,
            Supplier<Optional<String>> intakeFault,
            AuditTrail audit,
            Clock clock) {
        batches = new Batches(ledger);
        nodes = ledger.nodes();
        cancelling = new BatchCancel(batches, nodes, clock);
        this.spreads = Map.copyOf(spreads);
        this.trouble = trouble;
        this.intakeFault = intakeFault;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The newest batches, of those that the parameters mean. {@code next} is where the next page begins, if there may be one.
     *
     * @throws ProblemException if a parameter is wrong, or the ledger is away
     */
    public HttpAnswer list(Exchange exchange) {
        QueryParameters given = QueryParameters.of(exchange, "state", "folder", "unfinished", "before", "limit");
        BatchFilter filter = new BatchFilter(
                given.oneOf("state", BatchState.class),
                given.text("folder"),
                given.isTrue("unfinished"),
                given.id("before", "a batch"),
                given.number("limit", MOST, USUAL));
        List<BatchRecord> found = LedgerQuestion.ask(() -> batches.list(filter));
        Map<String, BatchWait> waits = waits(found);
        return HttpAnswer.json(
                200,
                new Found(
                        found.stream()
                                .map(batch -> view(batch, waits.get(batch.id()), null))
                                .toList(),
                        found.size() < filter.limit()
                                ? null
                                : found.get(found.size() - 1).id()));
    }

    /**
     * The batch with the id in the path.
     *
     * @throws ProblemException if there is none, or the ledger is away
     */
    public HttpAnswer show(Exchange exchange) {
        QueryParameters.of(exchange);
        BatchRecord batch = visible(exchange);
        List<BatchIntervention> deeds = LedgerQuestion.ask(() -> batches.deeds(batch.id()));
        return HttpAnswer.json(200, view(batch, waits(List.of(batch)).get(batch.id()), deeds));
    }

    /**
     * The batch with the id in the path, if the caller may see it: a sender sees its own.
     *
     * @throws ProblemException if there is none, or the ledger is away
     */
    public BatchRecord visible(Exchange exchange) {
        BatchRecord batch = find(id(exchange));
        Caller caller = Callers.of(exchange);
        if (caller.role() == Role.SENDER && !Source.of(batch.file().source()).isOf(caller.name())) {
            throw missing();
        }
        return batch;
    }

    /**
     * A batch that has just been taken.
     *
     * @throws ProblemException if the ledger is away
     */
    public HttpAnswer taken(String id) {
        return HttpAnswer.json(202, view(find(id), null, null)).withHeader("Location", "/v1/batches/" + id);
    }

    /**
     * Has no more rows of a batch taken; does nothing if it is paused.
     *
     * @throws ProblemException if there is none, all its rows are taken, or the ledger is away
     */
    public HttpAnswer pause(Exchange exchange) {
        return steer(
                exchange,
                batches::pause,
                "pause",
                "paused",
                batch -> batch.state() == BatchState.SENDING
                        ? Phrase.of("all its rows are taken. What is not sent yet can be cancelled")
                        : Phrase.of("{0}. A batch can be while it is PREPARING, WAITING or RUNNING", is(batch)));
    }

    /**
     * Has the rows of a paused batch taken again.
     *
     * @throws ProblemException if there is none, it is not paused, or the ledger is away
     */
    public HttpAnswer resume(Exchange exchange) {
        return steer(
                exchange,
                batches::resume,
                "resume",
                "resumed",
                batch -> Phrase.of("it is not paused, but {0}", batch.state()));
    }

    /**
     * Cancels a batch: what is not sent yet will not be. {@code gone} in the answer is how many of its messages a provider had by then.
     * One whose gateway is gone is ended without its file.
     *
     * @throws ProblemException if there is none, it has ended, was cancelled before, or the ledger is away; also if its gateway may
     *     come back in a moment
     */
    public HttpAnswer cancel(Exchange exchange) {
        return steer(
                exchange,
                cancelling::cancel,
                "cancel",
                "cancelled",
                cancelling::objection,
                id -> LedgerQuestion.ask(() -> batches.gone(id)));
    }

    private static Phrase is(BatchRecord batch) {
        return Phrase.of("it is {0}", batch.state());
    }

    /**
     * @param deed what is to be done; says whether it was
     * @param verb what it is called in the audit trail
     * @param done what a batch is then
     * @param objection why it was not
     */
    private HttpAnswer steer(
            Exchange exchange,
            Predicate<String> deed,
            String verb,
            String done,
            Function<BatchRecord, Phrase> objection) {
        return steer(exchange, deed, verb, done, objection, id -> null);
    }

    /**
     * The same.
     *
     * @param gone how many of its messages cannot be held back any more; {@code null} to leave that out
     */
    private HttpAnswer steer(
            Exchange exchange,
            Predicate<String> deed,
            String verb,
            String done,
            Function<BatchRecord, Phrase> objection,
            Function<String, Long> gone) {
        QueryParameters.of(exchange);
        requireNoBody(exchange);
        String id = find(id(exchange)).id();
        boolean isDone = LedgerQuestion.ask(() -> deed.test(id));
        BatchRecord batch = find(id);
        if (!isDone) {
            throw new ProblemException(HttpProblem.of(
                    409, Phrase.of("The batch cannot be {0}: {1}", Phrase.of(done), objection.apply(batch))));
        }
        AuditedCall.done(audit, new AuditEntry(Callers.of(exchange), "batch." + verb, id, facts(batch), ""));
        return HttpAnswer.json(
                200, view(batch, waits(List.of(batch)).get(batch.id()), null).withGone(gone.apply(id)));
    }

    private static Map<String, String> facts(BatchRecord batch) {
        BatchRecord.SourceFile file = batch.file();
        return file.lostWith().isEmpty()
                ? Map.of("folder", file.folder())
                : Map.of("folder", file.folder(), "lostWith", file.lostWith());
    }

    /** Whoever says more than the path has in mind what is not done. */
    private static void requireNoBody(Exchange exchange) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (body != null
                && !EMPTY.matcher(new String(body, StandardCharsets.UTF_8)).matches()) {
            throw new ProblemException(HttpProblem.of(
                    400, "The body must be empty or {}: what is to be done with which batch, the path says"));
        }
    }

    private static String id(Exchange exchange) {
        return exchange.getMessage().getHeader("id", String.class);
    }

    private BatchRecord find(String id) {
        Optional<BatchRecord> found =
                MessageId.isValid(id) ? LedgerQuestion.ask(() -> batches.find(id)) : Optional.empty();
        return found.orElseThrow(BatchesApi::missing);
    }

    private static ProblemException missing() {
        return new ProblemException(HttpProblem.of(404, "No batch has this id: GET /v1/batches lists the newest"));
    }

    /** Those that have ended wait for nothing. */
    private Map<String, BatchWait> waits(List<BatchRecord> found) {
        List<String> unfinished = found.stream()
                .filter(batch -> !batch.isFinished())
                .map(BatchRecord::id)
                .toList();
        return LedgerQuestion.ask(() -> batches.waits().of(unfinished));
    }

    private BatchView view(BatchRecord batch, BatchWait wait, List<BatchIntervention> deeds) {
        Instant now = clock.instant();
        return BatchView.of(
                batch,
                spreads.getOrDefault(batch.file().folder(), Duration.ZERO),
                BatchWaiting.of(batch, wait, trouble, nodes, intakeFault.get(), now),
                now,
                deeds);
    }

    private record Found(List<BatchView> batches, String next) {}
}
