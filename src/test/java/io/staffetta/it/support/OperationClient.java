package io.staffetta.it.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Orders operations over HTTP, and looks at dead letters. */
public final class OperationClient {

    private final BiFunction<String, String, RawHttp> requests;

    /**
     * @param requests makes a request of a method and a path
     */
    public OperationClient(BiFunction<String, String, RawHttp> requests) {
        this.requests = requests;
    }

    /** Asks for something that is there. */
    public JsonNode get(String path) {
        RawHttp.Answer answer = requests.apply("GET", path).send();
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** Sends JSON. */
    public RawHttp.Answer send(String method, String path, String json) {
        return requests.apply(method, path)
                .body(json.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    /** Orders an operation; what is told of it then. */
    public JsonNode order(String json) {
        RawHttp.Answer answer = send("POST", "/v1/operations", json);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    /** Orders an operation, and waits for its end. */
    public JsonNode run(String json) {
        return ended(order(json).path("id").asText(), Duration.ofSeconds(40));
    }

    /** Waits for the end of an operation. */
    public JsonNode ended(String id, Duration patience) {
        return await().atMost(patience)
                .until(() -> get("/v1/operations/" + id + "?limit=1000"), one -> List.of("DONE", "CANCELLED")
                        .contains(one.path("state").asText()));
    }

    /** Ids of the dead letters that a query means, the one that died last first. */
    public List<String> dead(String query) {
        List<String> ids = new ArrayList<>();
        get("/v1/dead-letters" + query)
                .path("deadLetters")
                .forEach(one -> ids.add(one.path("id").asText()));
        return ids;
    }

    /** Waits until there are so many dead letters of a query. */
    public List<String> awaitDead(String query, int count) {
        return await().atMost(RunningGateway.LIMIT).until(() -> dead(query), ids -> ids.size() == count);
    }

    /** Ids as JSON. */
    public static String json(List<String> ids) {
        return ids.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }
}
