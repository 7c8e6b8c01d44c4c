package io.staffetta.sandbox.wire;

import java.util.Map;

/**
 * Counts what the sandbox has seen since its start or since it was last cleared.
 *
 * @param taken messages that providers took; a request for several recipients counts once for each
 * @param requests requests to send, whatever became of them; tokens and the like do not count
 * @param asked questions about the delivery of messages, whatever became of them
 * @param byProvider messages taken, by wire
 * @param twice pairs of recipient and text that were taken more than once, by whichever providers
 * @param mostAtOnce most requests to send that were open at one moment, by wire; from when one comes until it is answered or
 *     its connection is closed
 */
public record Counts(
        long taken,
        long requests,
        long asked,
        Map<String, Long> byProvider,
        long twice,
        Map<String, Long> mostAtOnce) {}
