package io.staffetta.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Holds a gateway's answer over HTTP.
 *
 * @param status HTTP status
 * @param body the body
 * @param version version of what it shows; empty if it has none
 */
public record GatewayReply(int status, JsonNode body, String version) {

    private static final int FIRST_ERROR = 400;

    /** Whether it was done. */
    public boolean isDone() {
        return status < FIRST_ERROR;
    }
}
