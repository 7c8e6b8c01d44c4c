package io.staffetta.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.account.Account;
import io.staffetta.message.Outcome;
import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.BusyException;
import io.staffetta.provider.HttpStatus;
import io.staffetta.provider.NotSentException;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.ProviderCall;
import io.staffetta.provider.ProviderRequest;
import io.staffetta.provider.RefusedException;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.UnknownOutcomeException;
import io.staffetta.provider.table.AnswerJson;
import io.staffetta.provider.table.Markup;
import io.staffetta.provider.table.ProviderUrl;
import io.staffetta.provider.table.ProviderWires;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * The access tokens of providers that ask for one, one for each account: OAuth 2.0 client credentials, as one public client
 * of TIM EasyAPI has it. A token
 * is kept until a minute before it expires, and fetched once for all submissions of the account that
 * wait for it.
 *
 * <p>Thread-safe.
 */
public final class EasyApiTokens {

    private static final Duration MARGIN = Duration.ofSeconds(60);
    /** How long a token is used whose life the answer does not tell; assumed. */
    private static final Duration UNTOLD = Duration.ofMinutes(5);

    private static final Set<String> LOGIN_REFUSED = Set.of("invalid_client", "unauthorized_client", "invalid_grant");
    private static final byte[] GRANT = "grant_type=client_credentials".getBytes(StandardCharsets.US_ASCII);

    private static final class Slot {
        private Account account;
        private AccessToken token;
        private CompletableFuture<AccessToken> underWay;
    }

    private final ProviderWires wires;
    private final ProviderCall call;
    private final Clock clock;
    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    /** Fetches with these calls, and lets tokens expire by this clock. */
    public EasyApiTokens(ProviderWires wires, ProviderCall call, Clock clock) {
        this.wires = wires;
        this.call = call;
        this.clock = clock;
    }

    /**
     * The account's token, fetched if none is kept or the account was changed since. Does not wait for it.
     *
     * @return the token; fails with {@link AccountUnusableException} if the login is refused, with {@link BusyException} if
     *     the provider asks to come back later, and with {@link NotSentException} for any other failure: the SMS itself
     *     never left
     */
    public CompletionStage<AccessToken> current(Submission submission) {
        return token(submission, null);
    }

    /**
     * Another token than one that the provider did not take any more; fetched, unless that was done since.
     *
     * @return the token; fails as for {@link #current}
     */
    public CompletionStage<AccessToken> renewed(Submission submission, AccessToken refused) {
        return token(submission, refused);
    }

    /** The request with the token in its header {@code Authorization}. */
    public ProviderRequest authorize(@Body ProviderRequest request, @Variable("accessToken") AccessToken token) {
        return request.withHeader("Authorization", "Bearer " + token.value());
    }

    private CompletionStage<AccessToken> token(Submission submission, AccessToken refused) {
        Slot slot = slots.computeIfAbsent(submission.account().id(), id -> new Slot());
        CompletableFuture<AccessToken> fetched;
        synchronized (slot) {
            boolean same = submission.account().equals(slot.account);
            if (same && slot.underWay != null) {
                return slot.underWay;
            }
            boolean kept = same
                    && slot.token != null
                    && clock.instant().isBefore(slot.token.validUntil())
                    && !slot.token.equals(refused);
            if (kept) {
                return CompletableFuture.completedFuture(slot.token);
            }
            fetched = new CompletableFuture<>();
            slot.token = null;
            slot.account = submission.account();
            slot.underWay = fetched;
        }
        fetch(submission, slot, fetched);
        return fetched;
    }

    /** Not under the lock of the slot, since the answer may be there at once. */
    private void fetch(Submission submission, Slot slot, CompletableFuture<AccessToken> fetched) {
        Instant asked = clock.instant();
        try {
            ProviderWires.Wire wire = wires.of(submission);
            call.answer(submission, request(submission, wire)).whenComplete((answer, failure) -> {
                try {
                    if (failure != null) {
                        throw failure(failure);
                    }
                    end(slot, fetched, token(answer, asked, wire.descriptor().title()), null);
                } catch (RuntimeException e) {
                    end(slot, fetched, null, e);
                }
            });
        } catch (RuntimeException e) {
            end(slot, fetched, null, e);
        }
    }

    /** Whoever waits is told after the token is kept, or forgotten. */
    private static void end(
            Slot slot, CompletableFuture<AccessToken> fetched, AccessToken token, RuntimeException failure) {
        synchronized (slot) {
            if (slot.underWay == fetched) {
                slot.underWay = null;
                slot.token = token;
            }
        }
        if (failure == null) {
            fetched.complete(token);
        } else {
            fetched.completeExceptionally(failure);
        }
    }

    private static ProviderRequest request(Submission submission, ProviderWires.Wire wire) {
        URI url = ProviderUrl.of(submission, wire.descriptor())
                .resolve(wire.descriptor().token().url());
        return new ProviderRequest(
                url.toString(),
                "application/x-www-form-urlencoded",
                Map.of("Authorization", "Basic " + credentials(submission.account()), "Accept", "application/json"),
                GRANT);
    }

    private static RuntimeException failure(Throwable failure) {
        if (failure instanceof SubmissionException known
                && !(known instanceof UnknownOutcomeException || known instanceof RefusedException)) {
            return known;
        }
        return new NotSentException("no access token: " + failure.getMessage(), failure);
    }

    private static AccessToken token(ProviderAnswer answer, Instant asked, String title) {
        JsonNode json = AnswerJson.object(answer.body());
        String value = AnswerJson.text(json.path("access_token"));
        String detail = title + " answered the request for an access token with HTTP " + answer.status();
        if (answer.status() / 100 == 2 && !value.isEmpty()) {
            return new AccessToken(value, asked.plus(life(json)));
        }
        String error = AnswerJson.text(json.path("error"));
        boolean page = Markup.begins(answer.body());
        Outcome.Kind outcome = LOGIN_REFUSED.contains(error)
                ? Outcome.Kind.ACCOUNT_UNUSABLE
                : HttpStatus.outcome(answer.status(), page);
        if (outcome == Outcome.Kind.BUSY) {
            throw new BusyException(detail, answer.status(), "", answer.retryAfter());
        }
        if (outcome == Outcome.Kind.ACCOUNT_UNUSABLE) {
            boolean login = !error.isEmpty() || Set.of(401, 403).contains(answer.status());
            throw new AccountUnusableException(detail + (login ? ": login refused" : ""), answer.status(), error);
        }
        throw new NotSentException(detail, null);
    }

    private static Duration life(JsonNode json) {
        long seconds = json.path("expires_in").asLong(-1);
        return seconds < 0
                ? UNTOLD
                : Duration.ofSeconds(Math.min(seconds, 31_536_000)).minus(MARGIN);
    }

    private static String credentials(Account account) {
        String pair = account.field("username") + ":" + account.field("password");
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
