package io.staffetta.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names what a caller may do. */
public enum Role {
    /** Sends messages, and asks about its own. */
    SENDER,
    /** Looks at everything that is no secret and no personal data, and changes nothing. */
    VIEWER,
    /** Does all that a viewer and a sender do, and acts on messages, batches and pauses. */
    OPERATOR,
    /** Does everything: accounts, tokens, the audit trail, too. */
    ADMIN;

    /** The role with a name in lower case, such as {@code operator}. */
    public static Optional<Role> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }

    /** Its name, as settings, routes and answers have it: {@code sender}, {@code viewer}, {@code operator}, {@code admin}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether who has this role may do what needs another. */
    public boolean includes(Role needed) {
        return switch (this) {
            case SENDER, VIEWER -> this == needed;
            case OPERATOR -> Set.of(SENDER, VIEWER, OPERATOR).contains(needed);
            case ADMIN -> true;
        };
    }
}
