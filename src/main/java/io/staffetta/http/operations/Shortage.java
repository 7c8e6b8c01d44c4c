package io.staffetta.http.operations;

/**
 * Describes a package that is about to be used up.
 *
 * @param account id of the account
 * @param kind {@code package} or {@code credit}
 * @param words what is left, and for how long it will last
 * @param used whether nothing is left
 */
public record Shortage(String account, String kind, String words, boolean used) {}
