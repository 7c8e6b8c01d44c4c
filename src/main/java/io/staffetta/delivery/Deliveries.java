package io.staffetta.delivery;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.message.MessageReader;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.ProviderDescriptors;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionComposer;
import io.staffetta.routing.UnknownAccountException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Opens an attempt: reads the message again, checks that it may be tried now, and makes it ready for its account.
 *
 * <p>Thread-safe.
 */
public final class Deliveries {

    private final MessageReader reader;
    private final CurrentAccounts accounts;
    private final ProviderDescriptors providers;
    private final SubmissionComposer composer;
    private final Clock clock;

    public Deliveries(
            MessageReader reader,
            CurrentAccounts accounts,
            ProviderDescriptors providers,
            SubmissionComposer composer,
            Clock clock) {
        this.reader = reader;
        this.accounts = accounts;
        this.providers = providers;
        this.composer = composer;
        this.clock = clock;
    }

    /**
     * The message of an exchange, taken from the queue of an account, as the next attempt for it.
     *
     * @throws UnknownAccountException if the account has gone from the configuration
     */
    public Delivery begin(Exchange exchange, String accountId) {
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        Account account = accounts.find(accountId)
                .orElseThrow(() -> new UnknownAccountException(
                        accountId, accounts.get().byId().keySet()));
        SmsMessage message = reader.readAgain(exchange.getMessage().getBody(), headers);
        Instant now = clock.instant();
        Object attempts = headers.get(DeliveryHeaders.ATTEMPTS);
        int made = attempts == null ? 0 : Integer.parseInt(attempts.toString());
        Object first = headers.get(DeliveryHeaders.FIRST_ATTEMPT);
        return new Delivery(
                message,
                account,
                new OutgoingMessage(exchange.getMessage().getBody(), travelling(headers)),
                made + 1,
                first == null ? now : Instant.parse(first.toString()),
                now);
    }

    /**
     * Makes a message ready to be submitted.
     *
     * @throws ExpiredException if its deadline has passed
     * @throws NotYetDueException if it is to be sent later
     * @throws io.staffetta.message.InvalidMessageException if the account's provider cannot carry it
     */
    public Submission prepare(Delivery delivery) {
        SmsMessage message = delivery.message();
        if (!delivery.begun().isBefore(message.deadline())) {
            throw new ExpiredException(message.deadline());
        }
        Object notBefore = delivery.headers().get(DeliveryHeaders.NOT_BEFORE);
        if (notBefore != null && delivery.begun().isBefore(Instant.parse(notBefore.toString()))) {
            throw new NotYetDueException(Instant.parse(notBefore.toString()));
        }
        return composer.compose(
                message,
                delivery.account(),
                providers.wire(delivery.account().wire()).orElseThrow());
    }

    /** Properties of ours, and the three JMS headers that follow a message from queue to queue. */
    private static Map<String, Object> travelling(Map<String, Object> headers) {
        Map<String, Object> travelling = new HashMap<>();
        headers.forEach((name, value) -> {
            boolean follows =
                    switch (name) {
                        case "JMSReplyTo", "JMSCorrelationID", "JMSPriority" -> true;
                        default -> !name.startsWith("JMS") && !name.startsWith("Camel") && value instanceof String;
                    };
            if (follows && value != null) {
                travelling.put(name, value);
            }
        });
        return travelling;
    }
}
