package io.staffetta.sandbox.wire;

import java.util.List;

/**
 * Holds what a valid request asks a provider to send.
 *
 * @param username account that asks
 * @param to recipients in E.164 form, with the plus; empty for a request that sends nothing, such as one for a token
 * @param text what they shall read
 * @param sender sender name or number; empty if none
 * @param id the caller's own id; empty if none
 */
public record Submitted(String username, List<String> to, String text, String sender, String id) {

    public Submitted {
        to = List.copyOf(to);
    }

    public static Submitted nothing(String username) {
        return new Submitted(username, List.of(), "", "", "");
    }
}
