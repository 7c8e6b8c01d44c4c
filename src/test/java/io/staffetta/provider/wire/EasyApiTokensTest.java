package io.staffetta.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.message.Outcome;
import io.staffetta.provider.NotSentException;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.ProviderRequest;
import io.staffetta.provider.RefusedException;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.UnknownOutcomeException;
import io.staffetta.provider.table.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EasyApiTokensTest {

    private final List<ProviderRequest> requests = new CopyOnWriteArrayList<>();
    private final Submission submission =
            Samples.submission(Samples.account("tim-easyapi", "https://provider.example/sms/v1/mt"));
    private Instant now = Instant.EPOCH;
    private ProviderAnswer answer;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private final EasyApiTokens tokens = new EasyApiTokens(
            Samples.WIRES,
            (of, request) -> {
                requests.add(request);
                return CompletableFuture.completedFuture(
                        answer != null
                                ? answer
                                : new ProviderAnswer(
                                        200,
                                        "",
                                        "{\"access_token\":\"t-" + requests.size() + "\",\"expires_in\":3600}"));
            },
            clock);

    private AccessToken current(EasyApiTokens from) {
        return await(from.current(submission));
    }

    private static AccessToken await(CompletionStage<AccessToken> stage) {
        try {
            return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    @Test
    void keepsATokenUntilAMinuteBeforeItExpires() {
        assertThat(current(tokens).value()).isEqualTo("t-1");
        now = now.plusSeconds(3539);
        assertThat(current(tokens).value()).isEqualTo("t-1");
        now = now.plusSeconds(1);
        assertThat(current(tokens).value()).isEqualTo("t-2");
    }

    @Test
    void renewsATokenOnceForAllThreadsThatSawItRefused() {
        AccessToken refused = current(tokens);

        assertThat(await(tokens.renewed(submission, refused)).value()).isEqualTo("t-2");
        assertThat(await(tokens.renewed(submission, refused)).value()).isEqualTo("t-2");
        assertThat(requests).hasSize(2);
    }

    @Test
    void fetchesAnewWhenTheAccountWasChanged() {
        current(tokens);

        tokens.current(Samples.submission(Samples.with(submission.account(), "password", "another")));

        assertThat(requests).hasSize(2);
    }

    @Test
    void letsOneThreadFetchForAll() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<AccessToken>> all = threads.invokeAll(Collections.nCopies(32, () -> current(tokens)));
        threads.shutdown();

        for (Future<AccessToken> token : all) {
            assertThat(token.get().value()).isEqualTo("t-1");
        }
        assertThat(requests).hasSize(1);
    }

    @Test
    void asksForATokenBesideTheAccountsAddress() {
        current(tokens);

        assertThat(requests.get(0).url()).isEqualTo("https://provider.example/token");
        assertThat(requests.get(0).headers()).containsEntry("Authorization", "Basic dXNlcm5hbWUtMTpzM2NyJnQrPOKCrD4=");
    }

    @ParameterizedTest(name = "HTTP {0} {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            401 | {}                            | ACCOUNT_UNUSABLE
            403 | {}                            | ACCOUNT_UNUSABLE
            400 | {"error":"invalid_client"}    | ACCOUNT_UNUSABLE
            400 | {"error":"invalid_request"}   | NOT_SENT
            200 | {"token":"of another kind"}   | NOT_SENT
            200 | <html>                        | NOT_SENT
            500 | {}                            | NOT_SENT
            404 | {}                            | ACCOUNT_UNUSABLE
            405 | <html>                        | ACCOUNT_UNUSABLE
            302 | ''                            | ACCOUNT_UNUSABLE
            400 | <html>                        | ACCOUNT_UNUSABLE
            408 | {}                            | BUSY
            429 | {}                            | BUSY
            503 | {}                            | BUSY
            """)
    void hasSentNothingWithoutAToken(int status, String body, Outcome.Kind outcome) {
        answer = new ProviderAnswer(status, "", body, Duration.ofSeconds(9), null);

        assertThatThrownBy(() -> current(tokens))
                .isInstanceOfSatisfying(
                        SubmissionException.class,
                        failure -> assertThat(failure.outcome().kind()).isEqualTo(outcome));
    }

    @Test
    void refusesNoMessageForARefusalOfTheToken() {
        EasyApiTokens refused = new EasyApiTokens(
                Samples.WIRES,
                (of, request) -> CompletableFuture.failedFuture(
                        new RefusedException("TIM EasyAPI answered HTTP 400, and then: broken", 400, "")),
                clock);

        assertThatThrownBy(() -> current(refused)).isInstanceOf(NotSentException.class);
    }

    @Test
    void hasSentNothingWhenTheTokensAnswerIsLost() {
        EasyApiTokens lost = new EasyApiTokens(
                Samples.WIRES,
                (of, request) ->
                        CompletableFuture.failedFuture(new UnknownOutcomeException("no answer within 20 s", null)),
                clock);

        assertThatThrownBy(() -> current(lost))
                .isInstanceOf(NotSentException.class)
                .hasMessage("no access token: no answer within 20 s");
    }
}
