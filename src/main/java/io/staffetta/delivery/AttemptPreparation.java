package io.staffetta.delivery;

import io.staffetta.access.Source;
import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.account.UnknownAccountException;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.message.Envelope;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.MessageReader;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionComposer;
import io.staffetta.provider.table.ProviderDescriptors;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Opens an attempt: reads the message again, checks that it may be tried now, and makes it ready for its account.
 *
 * <p>Thread-safe.
 */
public final class AttemptPreparation {

    /** What the clocks of several gateways may differ by. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    private final MessageReader reader;
    private final CurrentAccounts accounts;
    private final ProviderDescriptors providers;
    private final SubmissionComposer composer;
    private final Clock clock;

    public AttemptPreparation(
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
     * A message that was taken from the queue of an account, as the next attempt for it.
     *
     * @throws UnknownAccountException if the account has gone from the configuration
     * @throws InvalidMessageException if it is not a message as the gateway puts it on an account's queue
     */
    public Delivery begin(Object body, Map<String, Object> headers, String accountId) {
        Account account = accounts.find(accountId)
                .orElseThrow(() -> new UnknownAccountException(
                        accountId, accounts.get().byId().keySet()));
        SmsMessage message = reader.readAgain(body, headers);
        Instant now = clock.instant();
        return new Delivery(
                message,
                account,
                new OutgoingMessage(body, travelling(headers)),
                new MessageVersion(
                        message.id(), Envelope.redriveCount(headers), count(headers, MessageHeaders.REQUEUE_COUNT)),
                count(headers, MessageHeaders.ATTEMPTS) + 1,
                instant(headers, MessageHeaders.FIRST_ATTEMPT).orElse(now),
                now);
    }

    /**
     * Makes a message ready to be submitted.
     *
     * @throws ExpiredException if its deadline has passed
     * @throws NotYetDueException if it is to be sent later, or its account has quiet hours
     * @throws InvalidMessageException if the account's provider cannot carry it
     */
    public Submission prepare(Delivery delivery) {
        SmsMessage message = delivery.message();
        if (Source.of(message.source()).isTest()) {
            throw new InvalidMessageException("source", "is a test application, whose messages are never sent");
        }
        if (!delivery.begun().isBefore(message.deadline())) {
            throw new ExpiredException(message.deadline());
        }
        Optional<Instant> notBefore = instant(delivery.headers(), MessageHeaders.NOT_BEFORE);
        if (notBefore.isPresent() && delivery.begun().isBefore(notBefore.get()) && !isClockSetBack(delivery)) {
            throw new NotYetDueException(notBefore.get());
        }
        Optional<Instant> quietUntil = delivery.account()
                .quietHours()
                .filter(hours -> message.priority() != Priority.HIGH)
                .flatMap(hours -> hours.endOf(delivery.begun()));
        if (quietUntil.isPresent()) {
            throw new NotYetDueException(quietUntil.get());
        }
        return composer.compose(
                message,
                delivery.account(),
                providers.wire(delivery.account().wire()).orElseThrow());
    }

    /** Whether the wait began in what is the future now: then so much has passed as it was on its queue, and no more is waited. */
    private static boolean isClockSetBack(Delivery delivery) {
        return instant(delivery.headers(), MessageHeaders.WAIT_SINCE)
                .filter(since -> delivery.begun().isBefore(since.minus(TOLERANCE)))
                .isPresent();
    }

    /** A number that no message could have come by would send it round for ever. */
    public static int count(Map<String, Object> headers, String name) {
        Object count = headers.get(name);
        if (count == null) {
            return 0;
        }
        if (!COUNT.matcher(count.toString()).matches()) {
            throw notAsSet(name);
        }
        return Integer.parseInt(count.toString());
    }

    private static Optional<Instant> instant(Map<String, Object> headers, String name) {
        try {
            return Optional.ofNullable(headers.get(name)).map(Object::toString).map(Instant::parse);
        } catch (DateTimeException e) {
            throw notAsSet(name);
        }
    }

    private static InvalidMessageException notAsSet(String name) {
        return new InvalidMessageException(name, "must be a header as the gateway sets it");
    }

    /** Properties of ours, and the three JMS headers that follow a message from queue to queue. */
    public static Map<String, Object> travelling(Map<String, Object> headers) {
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
