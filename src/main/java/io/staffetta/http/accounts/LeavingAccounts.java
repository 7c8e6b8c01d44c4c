package io.staffetta.http.accounts;

import io.staffetta.access.Caller;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.config.edit.Edit;
import io.staffetta.config.edit.EditRefusedException;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.QueryParameters;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.accounts.AccountMove;
import io.staffetta.ledger.accounts.AccountPause;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * Moves the messages that wait for an account which is renamed or deleted.
 *
 * <p>Thread-safe.
 */
final class LeavingAccounts {

    /** Parameter that names the account which is to send them. */
    static final String MOVE_TO = "move-to";

    private final CurrentAccounts accounts;
    private final StandingOrders orders;
    private final AuditTrail audit;
    private final Clock clock;

    LeavingAccounts(CurrentAccounts accounts, StandingOrders orders, AuditTrail audit, Clock clock) {
        this.accounts = accounts;
        this.orders = orders;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Refuses what would leave messages behind.
     *
     * @param target which account is to send them; empty for none
     * @param renamed the other id that the account gets; empty for none
     * @param deed answers if nothing is left behind
     */
    HttpAnswer check(String id, String target, String renamed, Supplier<HttpAnswer> deed) {
        long waiting = waiting(id);
        if (waiting > 0 && target.isEmpty()) {
            return EditProblem.conflict(
                    "messages_waiting",
                    Phrase.of(
                            "{0} messages wait for account ''{1}'': say with the parameter {2} which account is to send them",
                            waiting, id, MOVE_TO),
                    waiting);
        }
        boolean known = target.isEmpty()
                || target.equals(renamed)
                || accounts.find(target).isPresent();
        if (!known || target.equals(id)) {
            throw QueryParameters.wrong(MOVE_TO, "must be the id of another account");
        }
        return deed.get();
    }

    /** Messages that wait for an account. */
    long waiting(String id) {
        return AccountsApi.ask(orders::waitingNow).getOrDefault(id, 0L);
    }

    /** Says where messages go, and then does what takes their account away: after a crash in between they go there, too. */
    Edit moving(Exchange exchange, String id, String target, Supplier<Edit> deed) {
        move(exchange, id, target);
        try {
            return deed.get();
        } catch (EditRefusedException e) {
            if (!target.isEmpty()) {
                AccountsApi.ask(() -> {
                    orders.moveNoMore(id);
                    return null;
                });
            }
            throw e;
        }
    }

    /** Holds an account under its other name, too, if somebody holds it: before it comes, so that nothing is sent. */
    Edit heldAs(String id, String other, Supplier<Edit> deed) {
        Optional<AccountPause> pause =
                accounts.find(other).isPresent() ? Optional.empty() : AccountsApi.ask(() -> orders.pause(id));
        pause.ifPresent(held -> AccountsApi.ask(() -> {
            orders.pause(new AccountPause(other, held.since(), held.until(), held.who(), held.why()));
            return null;
        }));
        try {
            return deed.get();
        } catch (EditRefusedException e) {
            pause.ifPresent(held -> AccountsApi.ask(() -> orders.resume(other)));
            throw e;
        }
    }

    /** Says where the messages of an account go; does nothing if the target is empty. */
    void move(Exchange exchange, String id, String target) {
        if (!target.isEmpty()) {
            Caller by = Callers.of(exchange);
            AccountsApi.ask(() -> {
                orders.move(new AccountMove(id, target, clock.instant(), by.name()));
                return null;
            });
            audit.note(new AuditEntry(by, "account.move", id, Map.of("to", target), ""));
        }
    }
}
