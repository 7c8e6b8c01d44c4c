package io.staffetta.account;

import io.staffetta.language.Phrase;
import java.util.Collection;
import java.util.stream.Collectors;

/** A message asks for an account that is not configured. The message goes to the dead letter queue. */
public final class UnknownAccountException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_ID = 40;
    private static final int MAX_NAMED = 20;

    private final transient Phrase phrase;

    /**
     * @param id what the message asks for; shown without control characters, and cut at the length of an account id
     * @param configured ids of the accounts that there are
     */
    public UnknownAccountException(String id, Collection<String> configured) {
        this(phrase(id, configured));
    }

    private UnknownAccountException(Phrase phrase) {
        super(phrase.toString());
        this.phrase = phrase;
    }

    /** Its text, to be said in other languages, too. */
    public Phrase phrase() {
        return phrase;
    }

    private static Phrase phrase(String id, Collection<String> configured) {
        if (!configured.isEmpty()) {
            return Phrase.of("No account ''{0}'' in accounts.yaml; configured: {1}", shown(id), list(configured));
        }
        return id.isEmpty()
                ? Phrase.of("No account in accounts.yaml yet")
                : Phrase.of("No account in accounts.yaml yet, so none ''{0}''", shown(id));
    }

    private static String shown(String id) {
        String plain = id.replaceAll("[^\\p{Print}]", "?");
        return plain.length() <= MAX_ID ? plain : plain.substring(0, MAX_ID) + "…";
    }

    private static Object list(Collection<String> ids) {
        String named = ids.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
        return ids.size() <= MAX_NAMED ? named : Phrase.of("{0} and {1} more", named, ids.size() - MAX_NAMED);
    }
}
