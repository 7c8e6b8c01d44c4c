package io.staffetta.ledger;

import io.staffetta.ledger.history.Entry;
import java.util.List;

/**
 * Messages that came in together, with one reference or none.
 *
 * @param source the Channel Adapter
 * @param reference the sender's own id; empty if none
 * @param entries one for each recipient
 */
public record AcceptRequest(String source, String reference, List<Entry> entries) {}
