package io.staffetta.tokens;

import io.staffetta.access.Role;
import io.staffetta.access.Source;
import java.time.Instant;
import java.util.List;

/**
 * A program that may call.
 *
 * @param id identifies its token
 * @param name its name, which its messages have as well
 * @param hash SHA-256 of its token, in hexadecimal
 * @param prefix the beginning of its token, for people
 * @param role what it may do
 * @param isTest whether its messages are never sent
 * @param accounts ids of the accounts that it may use; empty for all
 * @param senders the sender names that it may ask for; empty for all
 * @param perMinute most messages a minute; {@code null} for no limit
 * @param perDay most messages a day; {@code null} for no limit
 * @param enabled whether it may call at present
 * @param created when its token was made
 * @param createdBy by whom
 * @param expires when its token ends; {@code null} for never
 * @param revoked when its token was revoked; {@code null} if it is not
 * @param lastUsed when it called last, as far as that is written; {@code null} for never
 */
public record Application(
        String id,
        String name,
        String hash,
        String prefix,
        Role role,
        boolean isTest,
        List<String> accounts,
        List<String> senders,
        Long perMinute,
        Long perDay,
        boolean enabled,
        Instant created,
        String createdBy,
        Instant expires,
        Instant revoked,
        Instant lastUsed) {

    public Application {
        accounts = List.copyOf(accounts);
        senders = List.copyOf(senders);
    }

    /** Whether its token is good at an instant. */
    public boolean isActive(Instant now) {
        return enabled && revoked == null && (expires == null || now.isBefore(expires));
    }

    /** The source of its messages that come by a door. */
    public Source source(String door) {
        return new Source(door, name, isTest);
    }

    /** Has no hash in it. */
    @Override
    public String toString() {
        return "Application[" + name + "]";
    }
}
