package io.staffetta.webhooks;

import java.time.Instant;

/**
 * Holds an event that could not be delivered to an application.
 *
 * @param id its id
 * @param created when the outcome was known
 * @param attempts how often it was tried
 * @param error the last error
 */
public record UndeliveredEvent(String id, Instant created, int attempts, String error) {}
