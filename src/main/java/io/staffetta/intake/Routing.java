package io.staffetta.intake;

import io.staffetta.account.Account;
import io.staffetta.message.DeliveryHeaders;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.Submission;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** A message for one recipient on its way through the route {@code outbound-router}, which gives it its place. Not thread-safe. */
public final class Routing {

    /** Whether no account can take the message of an exchange. */
    public static final Predicate NO_ACCOUNT = exchange -> of(exchange).isDead();

    /** Whether the message of an exchange is to be sent later. */
    public static final Predicate EARLY = exchange -> of(exchange).isEarly();

    private final Object body;
    private final Map<String, Object> arrived;
    SmsMessage message;
    Map<String, Object> envelope = Map.of();
    Account account;
    Submission submission;
    RuntimeException failure;
    RoutedMessage routed;

    Routing(SmsMessage message, Object body, Map<String, Object> arrived) {
        this.message = message;
        this.body = body;
        this.arrived = arrived;
    }

    private static Routing of(Exchange exchange) {
        return (Routing) exchange.getMessage().getBody();
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
        return envelope.containsKey(DeliveryHeaders.NOT_BEFORE);
    }

    /** Has neither number nor text in it, so that it may be logged. */
    @Override
    public String toString() {
        return "Routing[" + message.id() + "]";
    }
}
