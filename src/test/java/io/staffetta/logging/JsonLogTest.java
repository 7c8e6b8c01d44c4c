package io.staffetta.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class JsonLogTest {

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static List<JsonNode> logged(Consumer<Logger> deed) throws Exception {
        return ShippedLog.written("json", context -> deed.accept(context.getLogger("io.staffetta.outcome")))
                .lines()
                .map(JsonLogTest::read)
                .toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException("No JSON: " + line, e);
        }
    }

    @Test
    void isOneFlatObjectALine() throws Exception {
        Instant before = Instant.now();

        List<JsonNode> lines = logged(logger -> {
            logger.atWarn()
                    .addKeyValue("messageId", "01M")
                    .addKeyValue("attempt", 2)
                    .addKeyValue("ms", 1752L)
                    .log("KPNQwest answered \"ERROR\"\n bad {}", "number");
            logger.info("second");
        });

        assertThat(lines).hasSize(2);
        JsonNode line = lines.get(0);
        assertThat(line.path("timestamp").asText()).endsWith("Z");
        assertThat(Instant.parse(line.path("timestamp").asText())).isBetween(before.minusMillis(1), Instant.now());
        ((com.fasterxml.jackson.databind.node.ObjectNode) line).remove("timestamp");
        assertThat(line)
                .isEqualTo(read("{\"level\":\"WARN\",\"logger\":\"io.staffetta.outcome\","
                        + "\"message\":\"KPNQwest answered \\\"ERROR\\\"\\n bad number\","
                        + "\"messageId\":\"01M\",\"attempt\":2,\"ms\":1752}"));
    }

    @Test
    void hasAnExceptionAsText() throws Exception {
        JsonNode line = logged(logger -> logger.error("It failed", new IllegalStateException("no room")))
                .get(0);

        assertThat(line.path("message").asText()).isEqualTo("It failed");
        assertThat(line.path("exception").asText())
                .startsWith("java.lang.IllegalStateException: no room\n")
                .contains("\tat io.staffetta.logging.JsonLogTest");
    }
}
