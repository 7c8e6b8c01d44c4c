package io.staffetta.http.webapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.http.DemoIntake;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.Json;
import io.staffetta.http.RequestDeadline;
import io.staffetta.intake.Intake;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.intake.TestQueues;
import io.staffetta.ledger.TestLedger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebApiTest {

    private static final String CALL = "{'jsonrpc':'2.0','method':'sendSms','params':['3330000001','Ciao'],'id':1}";

    private final Exception away = new jakarta.jms.JMSException("away");

    private final TestLedger ledger = new TestLedger(Clock.systemUTC());
    private final Intake intake = DemoIntake.intake(ledger.ledger());
    private final WebApi webApi = new WebApi(intake, new RequestDeadline(), DemoIntake.faults());
    private final List<RoutedMessage> queued = new ArrayList<>();

    @AfterEach
    void close() {
        ledger.ledger().close();
    }

    /** Reads JSON whose quotes are single ones, for legibility, and takes in what is right. */
    private WebApiRequest read(String json) {
        return read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private WebApiRequest read(byte[] json) {
        queued.clear();
        WebApiRequest request = webApi.read(json, "webapi", () -> false);
        intake.accept(List.of(request.messages()), new TestQueues(queued::addAll));
        return request;
    }

    private JsonNode answer(String json) {
        HttpAnswer answer = webApi.done(read(json));
        assertThat(answer.status()).isEqualTo(200);
        return Json.read(answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['333 0000001','Ciao']",
                "{'number':'333 0000001','message':'Ciao'}",
                "{'message':'Ciao','number':'333 0000001'}"
            })
    void sendsTheMessageOfACall(String params) {
        WebApiRequest request = read("{'jsonrpc':'2.0','method':'sendSms','params':" + params + ",'id':'a'}");

        assertThat(queued).hasSize(1);
        assertThat(queued.get(0).message().to()).isEqualTo("+393330000001");
        assertThat(queued.get(0).message().source()).isEqualTo("webapi");
        assertThat(queued.get(0).outgoing().body()).asString().contains("\"text\":\"Ciao\"");
        JsonNode answer = Json.read(webApi.done(request).body());
        assertThat(answer.get("id").asText()).isEqualTo("a");
        assertThat(answer.get("result").get("id").asText())
                .isEqualTo(queued.get(0).message().id());
        assertThat(answer.get("result").get("account").asText()).isEqualTo("messagenet");
        assertThat(answer.has("error")).isFalse();
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                                              | -32700 | null",
                "{                                                               | -32700 | null",
                "{'jsonrpc':'2.0','jsonrpc':'2.0'}                               | -32700 | null",
                "[" + CALL + "                                                   | -32700 | null",
                "[]                                                              | -32600 | null",
                "1                                                               | -32600 | null",
                "{'method':'sendSms','id':1}                                     | -32600 | 1",
                "{'jsonrpc':'1.0','method':'sendSms','id':1}                     | -32600 | 1",
                "{'jsonrpc':'2.0','id':1}                                        | -32600 | 1",
                "{'jsonrpc':'2.0','method':1}                                    | -32600 | null",
                "{'jsonrpc':'2.0','method':'sendSms','id':{}}                    | -32600 | null",
                "{'jsonrpc':'2.0','method':'sendSms','params':'x','id':1}        | -32600 | 1",
                "{'jsonrpc':'2.0','method':'login','params':[],'id':1}           | -32601 | 1",
                "{'jsonrpc':'2.0','method':'sendSms','id':1}                     | -32602 | 1",
                "{'jsonrpc':'2.0','method':'sendSms','params':['1'],'id':null}   | -32602 | null",
                "{'jsonrpc':'2.0','method':'sendSms','params':['a','b','c'],'id':1.5}  | -32602 | 1.5"
            })
    void answersWhatIsWrongByTheCodesOfTheSpecification(String json, int code, String id) {
        JsonNode answer = answer(json);

        assertThat(answer.get("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(answer.get("error").get("code").asInt()).isEqualTo(code);
        assertThat(answer.get("error").get("message").asText()).isNotBlank().doesNotContain("Exception", "java");
        assertThat(answer.get("id").toString()).isEqualTo(id);
        assertThat(answer.has("result")).isFalse();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "['12','Ciao']         | number",
                "['3330000001','']     | message",
                "[3330000001,'Ciao']   | number",
                "['3330000001']        | message",
                "['','Ciao']           | number"
            })
    void namesTheParameterThatIsWrongAsTheCallerKnowsIt(String params, String field) {
        JsonNode error = answer("{'jsonrpc':'2.0','method':'sendSms','params':" + params + ",'id':1}")
                .get("error");

        assertThat(error.get("code").asInt()).isEqualTo(-32602);
        assertThat(error.get("data").get("field").asText()).isEqualTo(field);
        assertThat(error.get("data").get("rule").asText()).startsWith("must ");
    }

    @Test
    void answersEachCallOfABatchForItselfAndNoNotification() {
        String notification = CALL.replace(",'id':1", "");

        JsonNode answers = answer("[" + CALL + ",1," + notification + "," + CALL.replace(":1}", ":2}") + "]");

        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).get("result").get("id"))
                .isNotEqualTo(answers.get(2).get("result").get("id"));
        assertThat(answers.get(1).get("error").get("code").asInt()).isEqualTo(-32600);
        read("[" + notification + "," + notification + "]");
        assertThat(queued).hasSize(2);
        assertThat(webApi.done(read("[" + notification + "]"))).isEqualTo(HttpAnswer.empty(204));
        assertThat(webApi.done(read(notification.replace("sendSms", "other")))).isEqualTo(HttpAnswer.empty(204));
    }

    @Test
    void refusesABatchOfMoreThanAHundredCallsAsAWhole() {
        WebApiRequest request = read("[" + String.join(",", Collections.nCopies(101, CALL)) + "]");

        assertThat(request.hasMessages()).isFalse();
        assertThat(Json.read(webApi.done(request).body())
                        .get("error")
                        .get("code")
                        .asInt())
                .isEqualTo(-32600);
        read("[" + String.join(",", Collections.nCopies(100, CALL)) + "]");
        assertThat(queued).hasSize(100);
    }

    @Test
    void tellsAFailureToCallsThatWereRightAndKeepsTheErrorsOfOthers() {
        WebApiRequest request = read("[" + CALL + "," + CALL.replace("sendSms", "other") + "]");

        JsonNode answers = Json.read(webApi.unavailable(request, away).body());

        assertThat(answers.get(0).get("error").get("code").asInt()).isEqualTo(-32000);
        assertThat(answers.get(1).get("error").get("code").asInt()).isEqualTo(-32601);
        assertThat(webApi.failed(read(CALL)).body()).contains("-32603");
        assertThat(webApi.failed(WebApi.UNREAD).body()).contains("-32603");
    }

    @Test
    void tellsAFailureByTheStatusWhenThereAreOnlyNotifications() {
        assertThat(webApi.unavailable(read(CALL.replace(",'id':1", "")), away).status())
                .isEqualTo(503);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] body = CALL.replace('\'', '"').replace("Ciao", "perché").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(webApi.done(read(body)).body()).contains("-32700", "UTF-8");
        assertThat(webApi.done(read((byte[]) null)).body()).contains("-32700");
    }
}
