package io.staffetta.tokens;

import io.staffetta.access.Caller;
import io.staffetta.audit.AuditEntry;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.message.MessageId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds applications, disables, enables and revokes them. Each change is in the transaction of its entry in the audit trail.
 *
 * <p>Thread-safe.
 */
public final class Tokens {

    /** Names that mean somebody else. */
    public static final Set<String> RESERVED = Set.of(
            "admin", "batch", "default", "gateway", "http", "jms", "staffetta", "staffetta-gateway", "test", "webapi");

    private final Applications applications;
    private final Clock clock;

    public Tokens(Applications applications, Clock clock) {
        this.applications = applications;
        this.clock = clock;
    }

    /**
     * An application that was added.
     *
     * @param token its token, which is kept nowhere
     */
    public record Made(Application application, String token) {

        /** Does not tell the token. */
        @Override
        public String toString() {
            return "Made[" + application.name() + "]";
        }
    }

    /** All applications by name, also those that are revoked. */
    public List<Application> all() {
        return applications.all();
    }

    /** The one whose token has an id. */
    public Optional<Application> find(String id) {
        return all().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /**
     * Adds one.
     *
     * @param by who adds it
     * @return empty if another one has its name
     * @throws LedgerAwayException if that is not certain
     */
    public Optional<Made> add(NewToken wanted, Caller by) {
        String token = Token.make(wanted.isTest());
        Application added = new Application(
                MessageId.next(),
                wanted.name(),
                Token.hash(token),
                Token.shown(token),
                wanted.role(),
                wanted.isTest(),
                wanted.accounts(),
                wanted.senders(),
                wanted.perMinute(),
                wanted.perDay(),
                true,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                by.name(),
                wanted.expires(),
                null,
                null);
        Map<String, String> details = new TreeMap<>();
        details.put("name", added.name());
        details.put("role", added.role().label());
        details.put("kind", added.isTest() ? "test" : "live");
        details.put("prefix", added.prefix());
        return applications.add(added, new AuditEntry(by, "token.add", added.id(), details, wanted.why()))
                ? Optional.of(new Made(added, token))
                : Optional.empty();
    }

    /**
     * Changes one.
     *
     * @param action {@code token.revoke}, {@code token.disable} or {@code token.enable}
     * @return whether anything was changed
     * @throws LedgerAwayException if that is not certain
     */
    public boolean change(Application one, String action, Caller by, String why) {
        return applications.change(
                new ApplicationTable.Change(
                        one.id(),
                        action.equals("token.enable"),
                        action.equals("token.revoke") ? clock.instant() : null),
                new AuditEntry(by, action, one.id(), Map.of("name", one.name()), why));
    }
}
