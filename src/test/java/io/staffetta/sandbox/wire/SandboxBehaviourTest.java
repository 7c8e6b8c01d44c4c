package io.staffetta.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.sandbox.ProviderSandbox;
import io.staffetta.sandbox.RunningSandbox;
import io.staffetta.sandbox.WireClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each wire says for each line of the table of digits. */
class SandboxBehaviourTest {

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final ProviderSandbox sandbox = RUNNING.get();

    @ParameterizedTest(name = "{0} for digits {1} answers {2} with {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    MESSAGENET       | 001 | 200 | "code":0,"description":"OK"},"sent":[{"message_id":
                    MESSAGENET       | 401 | 401 | "code":403
                    MESSAGENET       | 402 | 402 | "code":101
                    MESSAGENET       | 400 | 200 | "sent":[],"failed":[{"number":"393330000400","code":103
                    MESSAGENET       | 403 | 500 | "code":200
                    MESSAGENET       | 429 | 429 | "code":199
                    MESSAGENET       | 503 | 503 | "code":199
                    MESSAGENET       | 103 | 500 | "code":103
                    MESSAGENET       | 104 | 500 | "code":104
                    MESSAGENET       | 106 | 500 | "code":106
                    MESSAGENET       | 199 | 500 | "code":199
                    KPNQWEST         | 001 | 200 | OK
                    KPNQWEST         | 401 | 401 | ERROR login
                    KPNQWEST         | 402 | 402 | ERROR no credit
                    KPNQWEST         | 400 | 400 | ERROR bad number
                    KPNQWEST         | 403 | 422 | ERROR sender
                    KPNQWEST         | 429 | 429 | ERROR busy
                    KPNQWEST         | 503 | 503 | ERROR busy
                    PLUS             | 001 | 200 | <return>
                    PLUS             | 401 | 500 | soapenv:Client</faultcode><faultstring>Login failed
                    PLUS             | 402 | 500 | soapenv:Client</faultcode><faultstring>Credito
                    PLUS             | 400 | 500 | soapenv:Client</faultcode><faultstring>Invalid recipient
                    PLUS             | 403 | 500 | soapenv:Client</faultcode><faultstring>Sender
                    PLUS             | 429 | 429 | soapenv:Server</faultcode>
                    PLUS             | 503 | 500 | soapenv:Server</faultcode>
                    TIM_CONSIP       | 001 | 200 | OK
                    TIM_CONSIP       | 401 | 401 | ERROR login
                    TIM_CONSIP       | 402 | 402 | ERROR no credit
                    TIM_CONSIP       | 400 | 400 | ERROR bad number
                    TIM_CONSIP       | 403 | 422 | ERROR sender
                    TIM_CONSIP       | 429 | 429 | ERROR busy
                    TIM_CONSIP       | 503 | 503 | ERROR busy
                    TIM_PROFESSIONAL | 001 | 200 | "name":"INVIOMESSAGGI","status":"OK"
                    TIM_PROFESSIONAL | 401 | 401 | "status":"KO"
                    TIM_PROFESSIONAL | 402 | 200 | "status":"KO","message":"Credito
                    TIM_PROFESSIONAL | 400 | 200 | "status":"KO","message":"Numero
                    TIM_PROFESSIONAL | 403 | 200 | "status":"KO","message":"Alias
                    TIM_PROFESSIONAL | 429 | 429 | "status":"KO"
                    TIM_PROFESSIONAL | 503 | 503 | "status":"KO"
                    TIM_EASYAPI      | 001 | 201 | </id><msgid>m-1</msgid>
                    TIM_EASYAPI      | 401 | 401 | <error>
                    TIM_EASYAPI      | 402 | 402 | No credit
                    TIM_EASYAPI      | 400 | 400 | Invalid address
                    TIM_EASYAPI      | 403 | 422 | Sender
                    TIM_EASYAPI      | 429 | 429 | <error>
                    TIM_EASYAPI      | 503 | 503 | <error>
                    """)
    void answersInTheWordsOfTheWire(WireClient wire, String digits, int status, String words) throws Exception {
        HttpResponse<String> answer = wire.send(sandbox, "+393330000" + digits, "ciao");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
        assertThat(answer.headers().firstValue("Retry-After").orElse("none"))
                .isEqualTo(digits.equals("429") ? "2" : "none");
        assertThat(sandbox.received()).hasSize(digits.equals("001") ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(WireClient.class)
    void givesItsReferenceInTheAnswer(WireClient wire) throws Exception {
        String answer = wire.send(sandbox, "+393330000001", "ciao").body();

        String reference = sandbox.received().get(0).reference();
        assertThat(answer)
                .containsAnyOf(
                        "\"message_id\":" + reference + ",",
                        "OK " + reference,
                        "<return>" + reference + "</return>",
                        "CODE:" + reference + "\"",
                        "<id>" + reference + "</id>");
    }

    @ParameterizedTest
    @EnumSource(WireClient.class)
    void isBusyTwiceForTheSameRecipientAndText(WireClient wire) throws Exception {
        assertThat(wire.send(sandbox, "+393330000430", "first").headers().firstValue("Retry-After"))
                .contains("1");
        assertThat(wire.send(sandbox, "+393330000430", "first").statusCode()).isEqualTo(429);
        assertThat(wire.send(sandbox, "+393330000430", "other").statusCode()).isEqualTo(429);
        assertThat(wire.send(sandbox, "+393330000430", "first").statusCode()).isBetween(200, 201);
        assertThat(sandbox.received()).extracting(Received::text).containsExactly("first");
    }

    @ParameterizedTest
    @EnumSource(WireClient.class)
    void hangsUpWithoutTheMessage(WireClient wire) {
        assertThatThrownBy(() -> wire.send(sandbox, "+393330000444", "ciao")).isInstanceOf(IOException.class);
        assertThat(sandbox.received()).isEmpty();
        assertThat(sandbox.counts().requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(WireClient.class)
    void hangsUpWithTheMessage(WireClient wire) {
        assertThatThrownBy(() -> wire.send(sandbox, "+393330000445", "ciao")).isInstanceOf(IOException.class);
        assertThat(sandbox.received()).extracting(Received::to).containsExactly("+393330000445");
    }

    @ParameterizedTest(name = "{0} for digits {1}")
    @MethodSource("useless")
    void answersUselesslyAndDoesNotTakeTheMessage(WireClient wire, String digits, int status, int leastLength)
            throws Exception {
        HttpResponse<String> answer = wire.send(sandbox, "+393330000" + digits, "ciao");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).hasSizeGreaterThanOrEqualTo(leastLength).doesNotContain("OK", "return");
        assertThat(sandbox.received()).isEmpty();
    }

    static Stream<Arguments> useless() {
        return Stream.of(WireClient.values())
                .flatMap(wire -> Stream.of(
                        Arguments.of(wire, "299", 200, 1),
                        Arguments.of(wire, "298", 200, 2 * 1024 * 1024),
                        Arguments.of(wire, "500", 500, 20)));
    }

    @ParameterizedTest
    @EnumSource(WireClient.class)
    void takesTheMessageAtOnceAndAcceptsItLate(WireClient wire) throws Exception {
        sandbox.script(Step.of(Behaviour.SLOW).after(Duration.ofMillis(150)));

        long start = System.nanoTime();
        int status = wire.send(sandbox, "+393330000001", "ciao").statusCode();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(status).isBetween(200, 201);
        assertThat(sandbox.received()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} is {2} s late")
    @CsvSource({"504, SLOW, 30", "505, SLUGGISH, 2"})
    void knowsHowLateSlowAnswersAre(String digits, Behaviour behaviour, int seconds) {
        assertThat(Behaviour.ofNumber("+393330000" + digits, "plus")).isEqualTo(behaviour);
        assertThat(behaviour.delay()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @EnumSource(
            value = WireClient.class,
            names = {"KPNQWEST", "PLUS", "TIM_CONSIP"})
    void leavesMessagenetsCodesToMessagenet(WireClient wire) throws Exception {
        assertThat(wire.send(sandbox, "+393330000106", "ciao").statusCode()).isEqualTo(200);
    }

    @Test
    void messagenetTakesTheGoodNumbersAmongSeveral() throws Exception {
        HttpResponse<String> answer =
                WireClient.MESSAGENET.send(sandbox, "+393330000001;393330000400;+393330000002", "ciao");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"value\":\"393330000001\"", "\"value\":\"393330000002\"")
                .contains("\"failed\":[{\"number\":\"393330000400\"");
        assertThat(sandbox.received()).extracting(Received::to).containsExactly("+393330000001", "+393330000002");
    }

    @Test
    void messagenetRefusesAllNumbersForOneThatIsBusy() throws Exception {
        HttpResponse<String> answer =
                WireClient.MESSAGENET.send(sandbox, "+393330000001;+393330000503;+393330000400", "ciao");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(sandbox.received()).isEmpty();
    }
}
