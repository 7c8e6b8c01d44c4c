package io.staffetta.http.webapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.http.DemoIntake;
import io.staffetta.http.HttpRouteBeans;
import io.staffetta.http.Json;
import io.staffetta.intake.Intake;
import io.staffetta.ledger.TestLedger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.Test;
import org.springframework.jms.UncategorizedJmsException;

/** What the route of POST /tvox/webapi answers when something fails. */
@CamelMainTest(
        properties = {
            "camel.main.routes-include-pattern=file:routes/error-handling.camel.yaml,"
                    + "file:routes/inbound/inbound-webapi.camel.yaml"
        },
        configurationClasses = InboundWebapiRouteTest.Beans.class,
        replaceRouteFromWith = "inbound-webapi=direct:call")
class InboundWebapiRouteTest {

    private static final Intake INTAKE = DemoIntake.intake(new TestLedger(Clock.systemUTC()).ledger());
    private static final AtomicReference<RuntimeException> FAILURE = new AtomicReference<>();
    private static final String CALL =
            "{\"jsonrpc\":\"2.0\",\"method\":\"sendSms\",\"params\":[\"3330000001\",\"Ciao\"],\"id\":1}";

    @Produce("direct:call")
    private ProducerTemplate call;

    /** What the route calls. */
    public static final class Beans extends HttpRouteBeans {

        public Beans() {
            super(INTAKE);
        }

        @BindToRegistry
        public Processor committer() {
            return exchange -> {
                throw FAILURE.get();
            };
        }
    }

    private Exchange failing(RuntimeException failure) {
        FAILURE.set(failure);
        return call.request(
                "direct:call", exchange -> exchange.getMessage().setBody(CALL.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode error(Exchange answer) {
        assertThat(answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(200);
        JsonNode json = Json.read(answer.getMessage().getBody(String.class));
        assertThat(json.path("id").asInt()).isEqualTo(1);
        return json.path("error");
    }

    @Test
    void asksToComeBackWhereNothingIsCertainToBeQueued() {
        Exchange answer = failing(new UncategorizedJmsException("broker tcp://inside:61616 is away"));

        assertThat(error(answer).path("code").asInt()).isEqualTo(-32000);
        assertThat(answer.getMessage().getHeader("Retry-After")).isEqualTo("5");
    }

    @Test
    void tellsNothingOfAnErrorOfOurs() {
        Exchange answer = failing(new IllegalStateException("a secret of the gateway"));

        assertThat(error(answer).path("code").asInt()).isEqualTo(-32603);
        assertThat(answer.getMessage().getBody(String.class)).doesNotContain("secret");
    }
}
