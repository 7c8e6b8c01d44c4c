package io.staffetta.sandbox.wire;

import static io.staffetta.sandbox.WireClient.KPNQWEST;
import static io.staffetta.sandbox.WireClient.PLUS;
import static io.staffetta.sandbox.WireClient.TIM_CONSIP;
import static io.staffetta.sandbox.WireClient.call;
import static io.staffetta.sandbox.WireClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.sandbox.ProviderSandbox;
import io.staffetta.sandbox.RunningSandbox;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour by script: order, conditions, and what a step may change. */
class SandboxScriptTest {

    private static final String TO = "+393330000001";

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final ProviderSandbox sandbox = RUNNING.get();

    @Test
    void takesOneStepARequestInOrderAndThenGoesByTheDigits() throws Exception {
        call(sandbox, "PUT", "/script", """
                [{"behaviour": "busy", "times": 2}, {"behaviour": "no-credit"}, {"behaviour": "accepted"}]""");

        assertThat(status("+393330000402")).isEqualTo(429);
        assertThat(status(TO)).isEqualTo(429);
        assertThat(status(TO)).isEqualTo(402);
        assertThat(status("+393330000402")).isEqualTo(200);
        assertThat(status("+393330000402")).isEqualTo(402);
    }

    @Test
    void leavesStepsForOthersWhereTheyAre() throws Exception {
        sandbox.script(
                Step.of(Behaviour.BUSY).forProvider("plus"),
                Step.of(Behaviour.NO_CREDIT).forRecipient("+393330000002"),
                Step.of(Behaviour.BAD_NUMBER).forProvider("tim"));

        assertThat(status(TO)).isEqualTo(200);
        assertThat(status("+393330000002")).isEqualTo(402);
        assertThat(TIM_CONSIP.send(sandbox, TO, "ciao").statusCode()).isEqualTo(400);
        assertThat(PLUS.send(sandbox, TO, "ciao").statusCode()).isEqualTo(429);
        assertThat(sandbox.scriptLeft()).isEmpty();
    }

    @Test
    void isNotUsedUpByARequestWithAWrongLogin() throws Exception {
        sandbox.script(Step.of(Behaviour.BUSY));
        var fields = KPNQWEST.fields(TO, "ciao");
        fields.put("password", "wrong");

        assertThat(KPNQWEST.send(sandbox, fields).statusCode()).isEqualTo(401);
        assertThat(sandbox.scriptLeft()).hasSize(1);
    }

    @Test
    void answersWithTheStatusHeadersAndBodyOfTheStep() throws Exception {
        call(sandbox, "PUT", "/script", """
                [{"behaviour": "status", "status": 418, "body": "teapot", "headers": {"X-Pot": "tea"}},
                 {"behaviour": "busy", "headers": {"Retry-After": "7"}},
                 {"behaviour": "accepted", "body": "what?"}]""");

        HttpResponse<String> teapot = KPNQWEST.send(sandbox, TO, "ciao");
        assertThat(teapot.statusCode()).isEqualTo(418);
        assertThat(teapot.body()).isEqualTo("teapot");
        assertThat(teapot.headers().firstValue("X-Pot")).contains("tea");
        assertThat(KPNQWEST.send(sandbox, TO, "ciao").headers().allValues("Retry-After"))
                .containsExactly("7");
        assertThat(sandbox.received()).isEmpty();
        assertThat(KPNQWEST.send(sandbox, TO, "ciao").body()).isEqualTo("what?");
        assertThat(sandbox.received()).hasSize(1);
    }

    @Test
    void showsWhatIsLeftAddsToItAndForgetsIt() throws Exception {
        call(sandbox, "PUT", "/script", "[{\"behaviour\": \"busy\", \"times\": 3}]");
        assertThat(status(TO)).isEqualTo(429);
        call(sandbox, "POST", "/script", "{\"provider\": \"plus\", \"behaviour\": \"huge\"}");

        assertThat(get(sandbox, "/script"))
                .isEqualTo("[{\"behaviour\":\"busy\",\"times\":2},"
                        + "{\"provider\":\"plus\",\"behaviour\":\"huge\",\"times\":1}]");

        assertThat(call(sandbox, "DELETE", "/script", "").statusCode()).isEqualTo(204);
        assertThat(get(sandbox, "/script")).isEqualTo("[]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    nonsense                                        | A script must be JSON: an array of steps, or one step
                    7                                               | A script must be a JSON array of steps, or one step
                    [{"behaviour": "busy"}, {}]                     | Step 2: Field 'behaviour' is missing
                    [{"behaviour": "bsy"}]                          | Step 1: Unknown behaviour 'bsy'; there are: accepted
                    [{"behaviour": "busy", "too": "x"}]             | Step 1: Unknown field 'too'; there are: behaviour
                    [{"behaviour": "busy", "provider": "plux"}]     | Unknown provider 'plux'; there are: messagenet
                    [{"behaviour": "busy", "to": "333"}]            | Step 1: Field 'to' must be '+' and 5 to 15 digits
                    [{"behaviour": "status"}]                       | Step 1: Behaviour 'status' needs the field 'status'
                    [{"behaviour": "busy", "status": 99}]           | Step 1: Field 'status' must be 200 to 599
                    [{"behaviour": "busy", "times": -1}]            | Step 1: Field 'times' must be 1 or more
                    [{"behaviour": "busy", "delayMillis": -1}]      | Step 1: Field 'delayMillis' must be 0 or more
                    [{"behaviour": "busy", "times": "many"}]        | Step 1: must be an object
                    [{"behaviour": "busy", "headers": {"a b": ""}}] | Step 1: Field 'headers'
                    """)
    void saysWhatIsWrongWithAScriptAndChangesNothing(String script, String words) throws Exception {
        sandbox.script(Step.of(Behaviour.GARBAGE));

        HttpResponse<String> answer = call(sandbox, "PUT", "/script", script);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith(words).doesNotContain("io.staffetta");
        assertThat(sandbox.scriptLeft()).hasSize(1);
    }

    @Test
    void refusesAStepThatCannotBe() {
        assertThatThrownBy(() -> Step.of(Behaviour.REFUSE_BODY).forRecipient(TO))
                .hasMessageContaining("comes before the recipient is read");
        assertThatThrownBy(() -> Step.of(Behaviour.BUSY).times(-1)).hasMessage("Field 'times' must be 1 or more");
    }

    private int status(String to) throws Exception {
        return KPNQWEST.send(sandbox, to, "ciao").statusCode();
    }
}
