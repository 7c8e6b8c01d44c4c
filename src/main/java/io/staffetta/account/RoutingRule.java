package io.staffetta.account;

import io.staffetta.access.Source;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import java.util.List;

/**
 * Routes the messages that it matches to an account: one of the {@code rules} in {@code accounts.yaml}. A condition
 * without values holds for every message; one with several holds if one of them fits.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param recipientPrefixes beginnings of the recipient in E.164 form, such as {@code +4}
 * @param senders sender names that the message asks for, exactly as written
 * @param sources Channel Adapters that the message came in by, of {@link #SOURCES}
 * @param priorities priorities of the message
 * @param account id of the account for the messages to which all conditions apply
 */
public record RoutingRule(
        List<String> recipientPrefixes,
        List<String> senders,
        List<String> sources,
        List<Priority> priorities,
        String account) {

    /** The Channel Adapters that a rule can tell apart, see {@link SmsMessage#source()}. */
    public static final List<String> SOURCES = List.of("jms", "http", "webapi", "batch");

    public RoutingRule {
        recipientPrefixes = List.copyOf(recipientPrefixes);
        senders = List.copyOf(senders);
        sources = List.copyOf(sources);
        priorities = List.copyOf(priorities);
    }

    /** Whether all conditions apply to a message. */
    public boolean matches(SmsMessage message) {
        return (recipientPrefixes.isEmpty() || recipientPrefixes.stream().anyMatch(message.to()::startsWith))
                && (senders.isEmpty() || senders.contains(message.sender()))
                && (sources.isEmpty()
                        || sources.contains(Source.of(message.source()).door()))
                && (priorities.isEmpty() || priorities.contains(message.priority()));
    }
}
