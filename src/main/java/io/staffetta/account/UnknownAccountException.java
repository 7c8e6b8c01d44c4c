package io.staffetta.account;

import java.util.Collection;
import java.util.stream.Collectors;

/** A message asks for an account that is not configured. The message goes to the dead letter queue. */
public final class UnknownAccountException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_ID = 40;
    private static final int MAX_NAMED = 20;

    /**
     * @param id what the message asks for; shown without control characters, and cut at the length of an account id
     * @param configured ids of the accounts that there are
     */
    public UnknownAccountException(String id, Collection<String> configured) {
        super(
                configured.isEmpty()
                        ? "No account in accounts.yaml yet" + (id.isEmpty() ? "" : ", so none '" + shown(id) + "'")
                        : "No account '" + shown(id) + "' in accounts.yaml; configured: " + list(configured));
    }

    private static String shown(String id) {
        String plain = id.replaceAll("[^\\p{Print}]", "?");
        return plain.length() <= MAX_ID ? plain : plain.substring(0, MAX_ID) + "…";
    }

    private static String list(Collection<String> ids) {
        String named = ids.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
        return ids.size() <= MAX_NAMED ? named : named + " and " + (ids.size() - MAX_NAMED) + " more";
    }
}
