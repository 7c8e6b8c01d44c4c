package io.staffetta.config.edit;

import io.staffetta.access.Caller;

/**
 * Identifies who asks for an edit of the accounts.
 *
 * @param by who
 * @param why why, in that person's words; empty if not said
 * @param version version that it was made of, of the account or the file; empty to edit whatever is there
 */
public record EditRequest(Caller by, String why, String version) {}
