package io.staffetta.http.operations;

import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.ledger.store.LedgerAwayException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the ledger for operators. */
public final class LedgerQuestion {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerQuestion.class);

    private LedgerQuestion() {}

    /**
     * Asks the ledger.
     *
     * @throws ProblemException if it is away
     */
    public static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (LedgerAwayException e) {
            LOG.warn("Request not answered: {}", e.getMessage());
            throw new ProblemException(HttpProblem.of(503, "The ledger cannot be read now: ask again later"));
        }
    }
}
