package io.staffetta.intake;

import io.staffetta.account.Account;
import io.staffetta.account.AccountChoice;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.Submission;
import java.util.Map;

/** A message for one recipient on its way through the route {@code outbound-router}, which gives it its place. Not thread-safe. */
public final class Routing {

    private final Object body;
    private final Map<String, Object> arrived;
    SmsMessage message;
    Map<String, Object> envelope = Map.of();
    AccountChoice choice;
    Account account;
    Submission submission;
    RuntimeException failure;
    RoutedMessage routed;

    Routing(SmsMessage message, Object body, Map<String, Object> arrived) {
        this.message = message;
        this.body = body;
        this.arrived = arrived;
    }

    Object body() {
        return body;
    }

    Map<String, Object> arrived() {
        return arrived;
    }

    /** Whether no account can take the message. */
    boolean isDead() {
        return failure != null;
    }

    /** Whether the message is to be sent later. */
    boolean isEarly() {
        return envelope.containsKey(MessageHeaders.NOT_BEFORE);
    }

    /** Has neither number nor text in it, so that it may be logged. */
    @Override
    public String toString() {
        return "Routing[" + message.id() + "]";
    }
}
