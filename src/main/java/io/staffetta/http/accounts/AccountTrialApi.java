package io.staffetta.http.accounts;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.Json;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.language.Phrase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Tries accounts: by a real message, or without sending anything.
 *
 * <p>Thread-safe.
 */
public final class AccountTrialApi {

    private static final String TEXT = "Staffetta: messaggio di prova / test message";

    private final CurrentAccounts accounts;
    private final AccountCheck check;
    private final AuditTrail audit;

    /**
     * @param check looks at accounts without sending
     */
    public AccountTrialApi(CurrentAccounts accounts, AccountCheck check, AuditTrail audit) {
        this.accounts = accounts;
        this.check = check;
        this.audit = audit;
    }

    /**
     * Makes the body a message to be sent with the account in the path, as {@code POST /v1/messages} takes it.
     *
     * @throws ProblemException if there is no such account, it is disabled, or {@code to} is missing
     */
    public void message(Exchange exchange) {
        QueryParameters.of(exchange);
        AccountBody body = AccountBody.of(exchange, "to", "text");
        Account account = account(exchange);
        if (!account.enabled()) {
            throw new ProblemException(HttpProblem.of(
                    409, "account_disabled", Phrase.of("Account ''{0}'' is disabled: enable it first", account.id())));
        }
        String to = body.take("to");
        Object text = body.rest().get("text");
        if (to.isEmpty() || !(text == null || text instanceof String)) {
            throw new ProblemException(HttpProblem.of(
                    400, "body_invalid", "The body must be such as {\"to\": \"+39…\"}, with a 'text' if you like"));
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("to", to);
        message.put("text", text == null ? TEXT : text);
        message.put("account", account.id());
        message.put("priority", "high");
        message.put("validFor", "PT10M");
        // By another account it would prove nothing.
        message.put("pinned", true);
        note(exchange, "account.test", account);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(Json.write(message).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Looks at the account in the path without sending: its fields, its provider's address, and its login, where the
     * provider can be asked.
     *
     * @throws ProblemException if there is no such account
     */
    public HttpAnswer check(Exchange exchange) {
        QueryParameters.of(exchange);
        AccountBody.of(exchange, new String[0]);
        Account account = account(exchange);
        List<AccountCheck.Step> steps = check.of(account);
        note(exchange, "account.check", account);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", account.id());
        answer.put("ok", steps.stream().allMatch(AccountCheck.Step::ok));
        answer.put("checked", steps);
        answer.put(
                "note",
                steps.stream().anyMatch(step -> step.what().equals("login"))
                        ? "Nothing was sent"
                        : "Nothing was sent. Whether the provider takes user name and password only a message shows");
        return HttpAnswer.json(200, answer);
    }

    private void note(Exchange exchange, String action, Account account) {
        audit.note(new AuditEntry(Callers.of(exchange), action, account.id(), Map.of(), ""));
    }

    private Account account(Exchange exchange) {
        return Optional.ofNullable(AccountsApi.id(exchange))
                .flatMap(accounts::find)
                .orElseThrow(() -> new ProblemException(HttpProblem.of(
                        404, "account_not_found", "No account has this id: GET /v1/accounts lists all")));
    }
}
