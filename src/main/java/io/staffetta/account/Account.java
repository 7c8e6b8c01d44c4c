package io.staffetta.account;

import io.staffetta.message.UnsupportedCharacters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A contract with a provider, as the administrator wrote it in {@code config/accounts.yaml}, checked, with its secrets
 * resolved.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param id the account's name in messages, queues and logs: 1 to 40 of {@code a-z0-9-}
 * @param provider provider's name, such as {@code messagenet}
 * @param wire which of the provider's wires: name of its descriptor and, after {@code provider-}, of its route; equals
 *     {@code provider} unless the provider has several, such as {@code tim-consip}
 * @param description a few words by which people know the account
 * @param enabled whether messages may be routed to it
 * @param fields the provider's own fields by their name in the file, such as {@code username}; only those given, or those
 *     with a default; secrets in clear
 * @param url address that requests go to; empty where neither the account nor the descriptor knows one
 * @param limits how much it may do at once
 * @param validity how long a message without a deadline of its own may wait
 * @param failover accounts to try when this one cannot send, in order
 * @param unsupportedCharacters what becomes of characters that the provider cannot carry
 * @param unknownOutcome what becomes of a message that the provider may have
 * @param quietHours hours in which it sends nothing but urgent messages; empty if none
 * @param price what a segment costs; empty if not told
 * @param bought segments that were bought beforehand; empty if none were
 */
public record Account(
        String id,
        String provider,
        String wire,
        String description,
        boolean enabled,
        Map<String, String> fields,
        String url,
        Limits limits,
        Duration validity,
        List<String> failover,
        UnsupportedCharacters unsupportedCharacters,
        UnknownOutcome unknownOutcome,
        Optional<QuietHours> quietHours,
        Optional<Price> price,
        Optional<BoughtPackage> bought) {

    public Account {
        fields = Map.copyOf(fields);
        failover = List.copyOf(failover);
    }

    /** Value of one of the provider's fields; empty if the account does not give it. */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Names the account but none of its fields, so that it may be logged. */
    @Override
    public String toString() {
        return "Account[" + id + ", " + wire + "]";
    }
}
