package io.staffetta.gateway.broker;

import io.staffetta.broker.Credentials;
import io.staffetta.message.Seal;
import java.util.Optional;

/**
 * Holds the credentials and the seal by which an operator's program reaches the gateway's own queues.
 *
 * @param credentials login that may use them
 * @param seal of the gateway's messages; empty if its key is not known here
 */
public record OperatorAccess(Credentials credentials, Optional<Seal> seal) {}
