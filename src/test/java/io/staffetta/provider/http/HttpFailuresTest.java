package io.staffetta.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.message.Outcome;
import io.staffetta.message.RequestProgress;
import io.staffetta.provider.BusyException;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.RefusedException;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.UnknownOutcomeException;
import io.staffetta.provider.UnreadableAnswerException;
import io.staffetta.provider.table.Samples;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HttpFailuresTest {

    private final HttpFailures failures = new HttpFailures(Samples.WIRES);

    private static UnreadableAnswerException unreadable(String partialContent) {
        return unreadable(200, partialContent);
    }

    private static UnreadableAnswerException unreadable(int status, String partialContent) {
        RequestProgress progress =
                new RequestProgress(RequestProgress.Phase.ANSWER, 35, 412, "HTTP/1.1 " + status + " OK");
        ProviderAnswer answer = new ProviderAnswer(status, "", partialContent, Duration.ofSeconds(5), progress);
        return new UnreadableAnswerException("broken", answer, null);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new NotConnectedException("cannot connect", new ConnectException("refused")),
                        Outcome.Kind.NOT_SENT),
                Arguments.of(unreadable(""), Outcome.Kind.UNKNOWN),
                Arguments.of(new SocketTimeoutException("Read timed out"), Outcome.Kind.UNKNOWN),
                Arguments.of(new ConnectException("perhaps to something else"), Outcome.Kind.UNKNOWN),
                Arguments.of(new IOException("any"), Outcome.Kind.UNKNOWN),
                Arguments.of(new IllegalStateException("a bug of ours"), Outcome.Kind.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void knowsWhetherTheRequestCanHaveLeft(Exception failure, Outcome.Kind outcome) {
        assertThat(failures.classify(failure, null).outcome().kind()).isEqualTo(outcome);
        assertThat(failures.classify(new CamelExecutionException("wrapped", null, failure), null)
                        .outcome()
                        .kind())
                .isEqualTo(outcome);
    }

    @Test
    void leavesAnExceptionOfOursAsItIs() {
        RefusedException refused = new RefusedException("no", 400, "");

        assertThat(failures.classify(new CamelExecutionException("wrapped", null, refused), null))
                .isSameAs(refused);
    }

    @ParameterizedTest(name = "{0}: status line {1} alone means {2}")
    @CsvSource({
        "messagenet, 429, BUSY",
        "messagenet, 503, BUSY",
        "messagenet, 408, BUSY",
        "messagenet, 401, ACCOUNT_UNUSABLE",
        "messagenet, 404, ACCOUNT_UNUSABLE",
        "messagenet, 302, ACCOUNT_UNUSABLE",
        "messagenet, 400, REFUSED",
        "messagenet, 200, UNKNOWN",
        "messagenet, 500, UNKNOWN",
        "messagenet, 502, UNKNOWN",
        "messagenet, 0, UNKNOWN",
        "plus, 503, BUSY",
        "plus, 500, UNKNOWN",
        "kpnqwest, 429, BUSY",
        "tim-consip, 403, ACCOUNT_UNUSABLE",
        "tim-sms-professional, 410, ACCOUNT_UNUSABLE",
        "tim-easyapi, 503, BUSY",
    })
    void believesTheStatusLineOfAnAnswerThatBrokeOffWhereItProvesThatNothingWasTaken(
            String wire, int status, Outcome.Kind outcome) {
        SubmissionException failure = failures.classify(unreadable(status, "half"), Samples.submission(wire));

        assertThat(failure.outcome().kind()).isEqualTo(outcome);
        if (failure instanceof BusyException busy) {
            assertThat(busy.retryAfter()).hasSeconds(5);
            assertThat(busy).hasMessageEndingWith(" answered HTTP " + status + ", and then: broken");
        }
    }

    @Test
    void repeatsNothingOfTheRequest() {
        assertThat(failures.classify(new IOException("POST auth_password=s3cr3t"), null))
                .hasMessage("the call failed, and it is not known how far it came (IOException)");
        assertThat(HttpFailures.words(new IOException("POST auth_password=s3cr3t"), RequestProgress.Phase.WAIT))
                .isEqualTo("the answer broke off or is no HTTP (IOException)");
    }

    @ParameterizedTest(name = "{0}: {1} shows id \"{2}\"")
    @CsvSource(delimiter = '|', textBlock = """
            messagenet           | {"status":{"code":0},"sent":[{"message_id":123,"value":"39  | 123
            messagenet           | {"sent":[{"message_id": "123"                               | 123
            messagenet           | {"sent":[{"message_id":123}                                 | 123
            messagenet           | {"sent":[{"message_id":12                                   | ''
            messagenet           | {"sent":[{"message_id":                                     | ''
            messagenet           | {"sent":[{"message_id":1,"x":0},{"message_id":2,"x":0}      | ''
            messagenet           | ''                                                          | ''
            tim-sms-professional | {"status":"OK","message":"andata a buon fine CODE:A-1"      | A-1
            tim-sms-professional | {"status":"OK","message":"andata a buon fine CODE:A-        | ''
            kpnqwest             | OK 123                                                      | ''
            """)
    void findsTheIdInAnAnswerThatBrokeOffOnlyWhereItsEndIsShown(String wire, String content, String id) {
        SubmissionException failure = failures.classify(unreadable(content), Samples.submission(wire));

        assertThat(failure).isInstanceOfSatisfying(UnknownOutcomeException.class, unknown -> assertThat(
                        unknown.outcome().providerMessageId())
                .isEqualTo(id));
        assertThat(failure)
                .hasMessage(
                        "broken; 412 bytes of the request were sent, the answer began with HTTP/1.1 200 OK, 35 ms in"
                                + " all");
    }
}
