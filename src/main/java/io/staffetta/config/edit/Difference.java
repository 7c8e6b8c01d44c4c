package io.staffetta.config.edit;

/**
 * A difference between two versions of the accounts. Has no secret in it.
 *
 * @param account id of the account; {@code null} where none is meant
 * @param field the field; {@code null} where the account as a whole came or went
 * @param from what was written before; {@code null} where nothing was, or it is a secret
 * @param to what is written now; {@code null} where nothing is, or it is a secret
 * @param what {@code added}, {@code removed} or {@code changed}
 */
public record Difference(String account, String field, String from, String to, String what) {}
