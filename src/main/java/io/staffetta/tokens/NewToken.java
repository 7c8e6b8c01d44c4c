package io.staffetta.tokens;

import io.staffetta.access.Role;
import java.time.Instant;
import java.util.List;

/**
 * Describes an application that is to be added: see {@link Application}.
 *
 * @param why why it is added; empty if not said
 */
public record NewToken(
        String name,
        Role role,
        boolean isTest,
        List<String> accounts,
        List<String> senders,
        Long perMinute,
        Long perDay,
        Instant expires,
        String why) {}
