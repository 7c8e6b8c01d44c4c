package io.staffetta.gateway;

import io.staffetta.broker.embedded.EmbeddedBroker;
import io.staffetta.deadletter.DeadLetterQueue;
import io.staffetta.deadletter.LetterIndex;
import io.staffetta.http.letters.DeadLettersApi;
import io.staffetta.http.letters.OperationsApi;
import io.staffetta.http.letters.RevealApi;
import io.staffetta.ledger.operation.ListedLetters;
import io.staffetta.ledger.operation.Operations;
import io.staffetta.message.PhoneNumbers;
import io.staffetta.message.Seal;
import io.staffetta.operation.OperationRunner;
import io.staffetta.operation.OperationRunners;
import io.staffetta.operation.PersonalLetters;
import java.util.Optional;

/** Wires operations on many messages at once, and the dead letter queue. */
final class OperationConfiguration implements AutoCloseable {

    private static final String INDEX_JOB = "letter-index";

    private final Foundation on;
    private final OperationRunner runner;
    private final LetterIndex index;

    OperationConfiguration(Foundation on, Seal seal, RetryConfiguration retries, Optional<EmbeddedBroker> broker) {
        this.on = on;
        ListedLetters letters = new ListedLetters(on.ledger());
        DeadLetterQueue queue = new DeadLetterQueue(on.connections(), seal);
        PhoneNumbers numbers = on.settings().messages().numbers();
        runner = OperationRunners.of(
                on.ledger(), on.connections(), seal, retries.changes(), retries.queues(), on.way(), on.clock());
        index = new LetterIndex(
                queue,
                letters,
                broker.map(embedded -> () -> embedded.depths().getOrDefault(DeadLetterQueue.NAME, 0L)),
                () -> on.ledger().jobs().take(INDEX_JOB),
                on.clock());
        on.bind(
                "operationsApi",
                new OperationsApi(
                        new Operations(on.ledger()),
                        numbers,
                        on.accounts(),
                        on.access().audit(),
                        runner::wake,
                        on.clock()));
        on.bind(
                "deadLettersApi",
                new DeadLettersApi(letters, numbers, on.access().audit(), on.clock()));
        on.bind(
                "revealApi",
                new RevealApi(on.ledger(), letters, queue::find, on.access().audit()));
    }

    /** Takes dead letters of people off their queue. */
    PersonalLetters personalLetters() {
        return new PersonalLetters(new Operations(on.ledger()), runner::wake, on.clock());
    }

    /** Begins, when the routes run. */
    void start() {
        runner.start();
        index.start();
    }

    @Override
    public void close() {
        index.close();
        runner.close();
    }
}
