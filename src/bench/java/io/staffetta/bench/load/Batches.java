package io.staffetta.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.GatewayProcess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.LongFunction;

/** The batches of a gateway whose files are whole once they have their name: {@code staffetta.batch.pick-up = rename}. */
public final class Batches {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final GatewayProcess gateway;

    /** Those of a gateway that is set up, and need not run yet. */
    public Batches(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    /**
     * Writes a CSV file, and puts it into the inbox by a rename.
     *
     * @param name of the file, with {@code .csv}
     * @param header its first line, and {@code row} the others from number 1 on, all with their line ends
     * @return its length in bytes
     */
    public long drop(String name, String header, LongFunction<String> row, long rows) throws IOException {
        Path made = gateway.home().resolve(name);
        try (BufferedWriter file = Files.newBufferedWriter(made)) {
            file.write(header);
            for (long number = 1; number <= rows; number++) {
                file.write(row.apply(number));
            }
        }
        long bytes = Files.size(made);
        Files.move(made, gateway.home().resolve("data/inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return bytes;
    }

    /** What the gateway tells of the newest one over HTTP; nothing if it has none yet, or does not answer now. */
    public JsonNode newest() throws InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.setting(Addresses.HTTP) + "/v1/batches?limit=1"))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + gateway.adminToken())
                .build();
        try {
            HttpResponse<String> answer = client.send(question, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? JSON.readTree(answer.body()).at("/batches/0")
                    : MissingNode.getInstance();
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Whether all rows of a batch are taken. */
    public static boolean isTaken(JsonNode batch) {
        return batch.path("state").asText().matches("SENDING|DONE");
    }
}
