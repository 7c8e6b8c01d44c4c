package io.staffetta.delivery;

import io.staffetta.account.Account;
import io.staffetta.account.Accounts;
import io.staffetta.account.Limits;
import io.staffetta.account.QuietHours;
import io.staffetta.account.UnknownOutcome;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.message.Envelope;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.MessageReader;
import io.staffetta.message.PhoneNumbers;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import io.staffetta.message.UnsupportedCharacters;
import io.staffetta.provider.table.ProviderDescriptors;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One message, one account and one instant, for tests of what becomes of messages. */
public final class DeliverySamples {

    public static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    public static final String ID = "01KGA00000000000000000000A";
    public static final String TO = "+393330000001";
    public static final String TEXT = "Porta aperta";
    public static final String BODY =
            "{\"to\": \"+39 333 0000001\", \"text\": \"Porta aperta\", \"reference\": \"r-1\"}";
    public static final ProviderDescriptors PROVIDERS = ProviderDescriptors.load(Path.of("config/providers"));

    private DeliverySamples() {}

    /** A clock that stands still at an instant. */
    public static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    public static MessageReader reader() {
        return new MessageReader(new PhoneNumbers("IT", false), CLOCK);
    }

    /** An enabled account with Messagenet. */
    public static Account account(String id) {
        return account(id, "messagenet", true);
    }

    public static Account account(String id, String wire, boolean enabled) {
        return new Account(
                id,
                wire,
                wire,
                "test",
                enabled,
                Map.of("username", "u", "password", "hush-hush"),
                "http://127.0.0.1:9/",
                new Limits(0, 4),
                Duration.ofHours(6),
                List.of(),
                UnsupportedCharacters.REFUSE,
                UnknownOutcome.DEAD_LETTER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** An account that tries messages of unknown outcome again. */
    public static Account redelivering(String id) {
        Account usual = account(id);
        return new Account(
                id,
                usual.provider(),
                usual.wire(),
                usual.description(),
                true,
                usual.fields(),
                usual.url(),
                usual.limits(),
                usual.validity(),
                usual.failover(),
                usual.unsupportedCharacters(),
                UnknownOutcome.REDELIVER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** An account with failover accounts. */
    public static Account failingOver(String id, String... failover) {
        Account usual = account(id);
        return new Account(
                id,
                usual.provider(),
                usual.wire(),
                usual.description(),
                true,
                usual.fields(),
                usual.url(),
                usual.limits(),
                usual.validity(),
                List.of(failover),
                usual.unsupportedCharacters(),
                usual.unknownOutcome(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** An account with quiet hours of Rome; at {@link #NOW} it is 13:00 there. */
    public static Account quiet(String id, String from, String to) {
        Account usual = account(id);
        return new Account(
                id,
                usual.provider(),
                usual.wire(),
                usual.description(),
                true,
                usual.fields(),
                usual.url(),
                usual.limits(),
                usual.validity(),
                usual.failover(),
                usual.unsupportedCharacters(),
                usual.unknownOutcome(),
                Optional.of(new QuietHours(LocalTime.parse(from), LocalTime.parse(to), QuietHours.DEFAULT_ZONE)),
                Optional.empty(),
                Optional.empty());
    }

    /** These accounts without rules; the first is the default. */
    public static Accounts accounts(Account... accounts) {
        Map<String, Account> byId = new LinkedHashMap<>();
        for (Account account : accounts) {
            byId.put(account.id(), account);
        }
        return new Accounts(accounts[0].id(), byId, List.of());
    }

    /** A message with reference {@code r-1}, an hour before its deadline. */
    public static SmsMessage message() {
        return message(NOW.plus(Duration.ofHours(1)));
    }

    public static SmsMessage message(Instant deadline) {
        return new SmsMessage(ID, TO, TEXT, "", "", "r-1", Priority.NORMAL, "jms", deadline, Instant.EPOCH, false, "");
    }

    /** The headers of a message on the queue of account {@code main}, with further ones as name, value, name, value. */
    public static Map<String, Object> headers(SmsMessage message, Object... further) {
        Map<String, Object> headers = new HashMap<>(Envelope.headers(message));
        headers.put(MessageHeaders.ACCOUNT, "main");
        for (int i = 0; i < further.length; i += 2) {
            headers.put(further[i].toString(), further[i + 1]);
        }
        return headers;
    }

    /** An attempt that began just now, for the message of {@link #message()}. */
    public static Delivery delivery(int attempt) {
        return delivery(attempt, message());
    }

    public static Delivery delivery(int attempt, SmsMessage message, Object... furtherHeaders) {
        return new Delivery(
                message,
                account("main"),
                new OutgoingMessage(BODY, headers(message, furtherHeaders)),
                new MessageVersion(message.id(), 0, attempt - 1),
                attempt,
                attempt == 1 ? NOW : NOW.minusSeconds(60),
                NOW);
    }
}
