package io.staffetta.access;

/**
 * Identifies who calls the gateway over HTTP.
 *
 * @param name name of the application or administrator
 * @param role what it may do
 * @param from address that the call came from, without a port; empty if it is not known
 */
public record Caller(String name, Role role, String from) {}
