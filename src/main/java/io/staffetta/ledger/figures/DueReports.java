package io.staffetta.ledger.figures;

import java.time.Instant;

/**
 * Accepted messages of one account whose provider is to be asked what became of them.
 *
 * @param account id of the account
 * @param overdue those of which it should have been asked a minute ago, or longer
 * @param since since when the first of those is due; {@code null} if there is none
 */
public record DueReports(String account, long overdue, Instant since) {}
