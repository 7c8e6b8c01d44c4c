package io.staffetta.deadletter;

import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.delivery.OutgoingMessage;

/**
 * A message that will not be sent unless a person says so.
 *
 * @param message original body, byte for byte, with the reason in its properties
 * @param event what to tell
 */
public record DeadLetter(OutgoingMessage message, OutcomeEvent event) {}
