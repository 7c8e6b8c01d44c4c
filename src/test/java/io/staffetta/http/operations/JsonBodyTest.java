package io.staffetta.http.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.http.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBodyTest {

    private static final List<String> FIELDS = List.of("name", "rate", "dryRun", "most", "ids", "filter");

    private static JsonBody body(String json) {
        return JsonBody.of(exchange(json), FIELDS);
    }

    private static Exchange exchange(String json) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(json.getBytes(StandardCharsets.UTF_8));
        return exchange;
    }

    private static void readAll(JsonBody body) {
        body.line("name", 10);
        body.text("rate", 10, "a string such as \"5/s\"");
        body.isTrue("dryRun");
        if (body.has("most")) {
            body.number("most", 100);
        }
        if (body.has("ids")) {
            body.texts("ids", 2, "an array of at most 2 ids");
        }
        if (body.has("filter")) {
            body.object("filter", List.of("since")).text("since", 10);
        }
    }

    @Test
    void readsEachTypeAsItIsWritten() {
        JsonBody body = body("""
                {"name": "a", "dryRun": true, "most": 5, "ids": ["x", "y"], "filter": {"since": "1h"}}""");

        assertThat(body.text("name", 10)).isEqualTo("a");
        assertThat(body.text("rate", 10)).isEmpty();
        assertThat(body.isTrue("dryRun")).isTrue();
        assertThat(body.number("most", 100)).isEqualTo(5);
        assertThat(body.texts("ids", 2, "ids")).containsExactly("x", "y");
        assertThat(body.object("filter", List.of("since")).text("since", 10)).isEqualTo("1h");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"name\": 5}              | Field 'name' must be a string of at most 10 characters, not a number",
                "{\"name\": true}           | Field 'name' must be a string of at most 10 characters, not true or false",
                "{\"name\": null}           | Field 'name' must be a string of at most 10 characters, not null",
                "{\"name\": [\"a\"]}        | Field 'name' must be a string of at most 10 characters, not an array",
                "{\"name\": \"01234567890\"} | Field 'name' must be a string of at most 10 characters, but has 11",
                "{\"name\": \"a\\nb\"}      | Field 'name' must not contain line breaks or other control characters",
                "{\"rate\": 5}              | Field 'rate' must be a string such as \"5/s\", not a number",
                "{\"dryRun\": \"true\"}     | Field 'dryRun' must be true or false, not a string",
                "{\"dryRun\": null}         | Field 'dryRun' must be true or false, not null",
                "{\"most\": \"5\"}          | Field 'most' must be a whole number from 1 to 100, not a string",
                "{\"most\": 0}              | Field 'most' must be a whole number from 1 to 100",
                "{\"most\": 1.5}            | Field 'most' must be a whole number from 1 to 100",
                "{\"ids\": \"a\"}           | Field 'ids' must be an array of at most 2 ids, not a string",
                "{\"ids\": [\"a\", 7]}      | Field 'ids[1]' must be a string, not a number",
                "{\"ids\": [\"a\",\"b\",\"c\"]} | Field 'ids' must be an array of at most 2 ids, but has 3",
                "{\"filter\": \"all\"}      | Field 'filter' must be an object, not a string",
                "{\"filter\": {\"since\": 3600}} | Field 'filter.since' must be a string of at most 10 characters, not a number",
                "{\"filter\": {\"sins\": \"\"}} | Field 'filter.sins' is unknown; known are since (did you mean 'since'?)",
                "{\"nam\": 5}               | Field 'nam' is unknown; known are name, rate, dryRun, most, ids, filter (did you mean 'name'?)",
                "[]                         | The body must be a JSON object with the fields name, rate, dryRun, most, ids, filter, not an array",
                "5                          | The body must be a JSON object with the fields name, rate, dryRun, most, ids, filter, not a number",
                "{\"name\"                  | The body cannot be read as JSON at line 1, column 8"
            })
    void saysWhichFieldIsWrongAndWhatWouldBeRight(String json, String detail) {
        assertThatThrownBy(() -> readAll(body(json))).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(
                        e.problem().detail())
                .hasToString(detail));
    }

    @Test
    void takesAnEmptyBodyOnlyWhereItIsOptional() {
        assertThat(JsonBody.ofOptional(exchange(" "), FIELDS).text("name", 10)).isEmpty();
        assertThatThrownBy(() -> body(" ")).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(
                        e.problem().detail())
                .startsWith("The body must be JSON, but is empty"));
    }
}
