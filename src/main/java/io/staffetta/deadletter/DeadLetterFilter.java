package io.staffetta.deadletter;

import io.staffetta.delivery.Phase;
import io.staffetta.delivery.Reason;
import io.staffetta.message.DeliveryHeaders;
import io.staffetta.message.Envelope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which dead letters are meant: those to which all conditions apply.
 *
 * @param ids ids, of messages or JMSMessageIDs; empty for any
 * @param reason why they are dead; {@code null} for any
 * @param account account that they died with; empty for any
 * @param phase how far the attempt of unknown outcome came; {@code null} for any
 * @param node name of the gateway that made the last attempt; empty for any
 */
public record DeadLetterFilter(Set<String> ids, Reason reason, String account, Phase phase, String node) {

    /** All of them. */
    public static final DeadLetterFilter ALL = new DeadLetterFilter(Set.of(), null, "");

    public DeadLetterFilter {
        ids = Collections.unmodifiableSet(new LinkedHashSet<>(ids));
    }

    /** Those that died of a reason with an account. */
    public DeadLetterFilter(Set<String> ids, Reason reason, String account) {
        this(ids, reason, account, null, "");
    }

    /** Those with ids. */
    public static DeadLetterFilter ofIds(Collection<String> ids) {
        return new DeadLetterFilter(new LinkedHashSet<>(ids), null, "");
    }

    /** Those of these that have one of the ids. */
    DeadLetterFilter among(Collection<String> some) {
        return new DeadLetterFilter(new LinkedHashSet<>(some), reason, account, phase, node);
    }

    /** Whether it asks for letters of unknown outcome, which are left alone else. */
    boolean asksForUnknown() {
        return !ids.isEmpty() || reason != null || phase != null;
    }

    /** The same as a JMS selector; {@code null}, which selects everything, if there is no condition. */
    String selector() {
        List<String> conditions = new ArrayList<>();
        if (!ids.isEmpty()) {
            String list = ids.stream().map(DeadLetterFilter::quoted).collect(Collectors.joining(", ", "(", ")"));
            conditions.add("(" + Envelope.MESSAGE_ID + " IN " + list + " OR JMSMessageID IN " + list + ")");
        }
        if (reason != null) {
            conditions.add(DeliveryHeaders.REASON + " = " + quoted(reason.name()));
        }
        if (!account.isEmpty()) {
            conditions.add(Envelope.ACCOUNT + " = " + quoted(account));
        }
        if (phase != null) {
            conditions.add(DeliveryHeaders.PHASE + " = " + quoted(phase.name()));
        }
        if (!node.isEmpty()) {
            conditions.add(DeliveryHeaders.NODE + " = " + quoted(node));
        }
        return conditions.isEmpty() ? null : String.join(" AND ", conditions);
    }

    /** A text as a literal of a selector: whatever is in it cannot end the literal. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
