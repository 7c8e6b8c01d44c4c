package io.staffetta.ledger.batch;

import java.time.Instant;
import java.util.List;

/**
 * Explains what a batch waits for, or what holds it up, as the process found it that works on it.
 *
 * @param reason in words
 * @param accounts ids of the accounts that it waits for; none if it waits for something else
 * @param since since when
 * @param times how often the same has failed; 0 for what is no failure
 */
public record BatchWait(String reason, List<String> accounts, Instant since, int times) {

    public BatchWait {
        accounts = List.copyOf(accounts);
    }
}
