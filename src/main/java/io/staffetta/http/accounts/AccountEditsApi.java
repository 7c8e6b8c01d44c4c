package io.staffetta.http.accounts;

import io.staffetta.account.Accounts;
import io.staffetta.account.AccountsChange;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.config.edit.AccountsEditor;
import io.staffetta.config.edit.Edit;
import io.staffetta.config.edit.EditRefusedException;
import io.staffetta.config.edit.EditRequest;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.NodeRecord;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * Makes, changes and deletes accounts, in the file and in the running gateway at once.
 *
 * <p>Thread-safe.
 */
public final class AccountEditsApi {

    private static final String DEFAULT = "default";
    private static final List<String> RESERVED = List.of(DEFAULT, "history");
    private static final int CREATED = 201;

    private final AccountsEditor editor;
    private final Consumer<Accounts> taker;
    private final CurrentAccounts accounts;
    private final StandingOrders orders;
    private final Ledger ledger;
    private final AuditTrail audit;
    private final EditAnswers answers;
    private final Reopening reopening;
    private final LeavingAccounts leaving;

    /**
     * @param taker takes edited accounts into use
     */
    public AccountEditsApi(
            AccountsEditor editor,
            Consumer<Accounts> taker,
            CurrentAccounts accounts,
            Parking parking,
            StandingOrders orders,
            Ledger ledger,
            AuditTrail audit,
            Clock clock) {
        this.editor = editor;
        this.taker = taker;
        this.accounts = accounts;
        this.orders = orders;
        this.ledger = ledger;
        this.audit = audit;
        leaving = new LeavingAccounts(accounts, orders, audit, clock);
        reopening = new Reopening(parking, orders, editor);
        answers = new EditAnswers(accounts, orders, reopening, new AccountViews(accounts, parking, orders, editor));
    }

    /** Makes an account of the body, which has its {@code id}, too. */
    public HttpAnswer create(Exchange exchange) {
        QueryParameters.of(exchange);
        AccountBody body = body(exchange);
        String id = body.take("id");
        if (RESERVED.contains(id)) {
            throw new ProblemException(HttpProblem.of(
                    400,
                    "account_invalid",
                    Phrase.of("No account can be called {0}", Phrase.joined("{0} or {1}", RESERVED))));
        }
        return edit(exchange, body, request -> editor.create(id, body.rest(), request), id, CREATED);
    }

    /** Makes the account in the path what the body says. With another {@code id} there, it is called so from then on. */
    public HttpAnswer change(Exchange exchange) {
        String id = AccountsApi.id(exchange);
        if (DEFAULT.equals(id)) {
            return setDefault(exchange);
        }
        QueryParameters given = QueryParameters.of(exchange, LeavingAccounts.MOVE_TO);
        AccountBody body = body(exchange);
        String other = body.take("id");
        if (other.isEmpty() || other.equals(id)) {
            return edit(exchange, body, request -> editor.change(id, body.rest(), request), id, 200);
        }
        String target = given.text(LeavingAccounts.MOVE_TO);
        return leaving.check(
                id,
                target,
                other,
                () -> edit(
                        exchange,
                        body,
                        request -> leaving.heldAs(
                                id,
                                other,
                                () -> leaving.moving(
                                        exchange, id, target, () -> editor.rename(id, other, body.rest(), request))),
                        other,
                        200));
    }

    /** Deletes the account in the path. What waits for it goes to the account that the parameter {@code move-to} names. */
    public HttpAnswer delete(Exchange exchange) {
        QueryParameters given = QueryParameters.of(exchange, LeavingAccounts.MOVE_TO, "why");
        String id = AccountsApi.id(exchange);
        String target = given.text(LeavingAccounts.MOVE_TO);
        if (!target.isEmpty() && accounts.find(id).isEmpty() && leaving.waiting(id) > 0) {
            // It is gone already, and only what waits for it is left.
            return leaving.check(id, target, "", () -> {
                leaving.move(exchange, id, target);
                return HttpAnswer.json(200, EditAnswers.moving(id, target));
            });
        }
        AccountBody body = AccountBody.of(exchange, "why", "version");
        String why = given.text("why");
        if (!why.isEmpty()) {
            body.rest().put("why", why);
        }
        return leaving.check(
                id,
                target,
                "",
                () -> edit(
                        exchange,
                        body,
                        request -> leaving.moving(exchange, id, target, () -> editor.delete(id, request)),
                        id,
                        200));
    }

    /** Makes the account that the body names the default. */
    public HttpAnswer setDefault(Exchange exchange) {
        QueryParameters.of(exchange);
        AccountBody body = AccountBody.of(exchange, "account", "id", "why", "version");
        String account = body.take("account");
        String given = body.take("id");
        String id = account.isEmpty() ? given : account;
        if (id.isEmpty()) {
            throw new ProblemException(HttpProblem.of(
                    400, "account_invalid", "The body must name the account, such as {\"account\": \"reception\"}"));
        }
        return edit(exchange, body, request -> editor.setDefault(id, request), id, 200);
    }

    /** Makes the file what it was in the version in the path. */
    public HttpAnswer restore(Exchange exchange) {
        QueryParameters.of(exchange);
        AccountBody body = AccountBody.of(exchange, "why", "version");
        String version = exchange.getMessage().getHeader("version", String.class);
        if (version == null || !version.matches("[0-9]{1,9}")) {
            throw new ProblemException(HttpProblem.of(
                    404, "account_not_found", "No version has this number: GET /v1/accounts/history lists them"));
        }
        return edit(exchange, body, request -> editor.restore(Long.parseLong(version), request), "", 200);
    }

    private static AccountBody body(Exchange exchange) {
        AccountBody body = AccountBody.of(exchange);
        AccountViews.SHOWN_ONLY.forEach(body.rest()::remove);
        return body;
    }

    private HttpAnswer edit(
            Exchange exchange, AccountBody body, Function<EditRequest, Edit> deed, String id, int status) {
        List<NodeRecord> others = ledger.nodes().withOtherAccounts();
        if (!others.isEmpty()) {
            return EditProblem.conflict(
                    "accounts_differ",
                    Phrase.of(
                            "Gateways on this ledger send with other accounts: {0}. Make the files and their secrets the "
                                    + "same on all of them first",
                            names(others)),
                    null);
        }
        String header = ifMatch(exchange);
        String version = body.take("version");
        String why = body.take("why");
        EditRequest request = new EditRequest(Callers.of(exchange), why, header.isEmpty() ? version : header);
        Accounts running = accounts.get();
        try {
            Edit edit = deed.apply(request);
            taker.accept(edit.after());
            AccountsChange change = edit.change(running);
            List<String> opened = reopening.after(edit, change);
            EditAnswers.known(
                    () -> change.went().stream().filter(orders::resume).count());
            audit.note(new AuditEntry(
                    request.by(),
                    edit.entry().action(),
                    id,
                    Map.of("version", Long.toString(edit.entry().version()), "change", edit.words(change)),
                    why));
            return answers.of(id, status, edit, change, opened);
        } catch (EditRefusedException e) {
            return EditProblem.of(e, !header.isEmpty());
        }
    }

    private static String names(List<NodeRecord> nodes) {
        return nodes.stream().map(NodeRecord::name).collect(Collectors.joining(", "));
    }

    /** The version that the caller has seen; empty for none. */
    private static String ifMatch(Exchange exchange) {
        String header = exchange.getMessage() instanceof HttpMessage http
                ? http.getRequest().getHeader("If-Match")
                : null;
        if (header == null || header.isBlank() || header.strip().equals("*")) {
            return "";
        }
        return header.strip().replaceAll("^(W/)?\"|\"$", "");
    }
}
