package io.staffetta.tokens;

import io.staffetta.access.Source;
import io.staffetta.language.Phrase;
import io.staffetta.message.SmsMessage;
import java.util.Optional;
import java.util.function.Function;

/** The accounts and sender names that an application may use. */
public final class Permissions {

    /** Where there are no applications. */
    public static final Permissions ALL = new Permissions(name -> Optional.empty());

    private final Function<String, Optional<Application>> applications;

    /**
     * @param applications those that are there, by name
     */
    public Permissions(Function<String, Optional<Application>> applications) {
        this.applications = applications;
    }

    /**
     * Looks at a message that has just come in.
     *
     * @param account id of the account that it is to be sent with
     * @throws NotAllowedException if its application may not use that, or not the sender name that it asks for
     */
    public void check(SmsMessage message, String account) {
        String name = Source.of(message.source()).application();
        if (name.isEmpty()) {
            return;
        }
        // One that was revoked meanwhile has no rights; what came before stays as it is.
        Application application = applications
                .apply(name)
                .orElseThrow(() -> new NotAllowedException("", "is of an application that was revoked", "revoked"));
        if (!application.accounts().isEmpty() && !application.accounts().contains(account)) {
            throw new NotAllowedException(
                    "account",
                    Phrase.of(
                            "must be one that application ''{0}'' may use: {1}",
                            name, String.join(", ", application.accounts())),
                    "account_not_allowed");
        }
        if (!application.senders().isEmpty()
                && !message.sender().isEmpty()
                && !application.senders().contains(message.sender())) {
            throw new NotAllowedException(
                    "sender",
                    Phrase.of(
                            "must be one that application ''{0}'' may use: {1}",
                            name, String.join(", ", application.senders())),
                    "sender_not_allowed");
        }
    }
}
