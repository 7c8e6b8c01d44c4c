package io.staffetta.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Puts messages in by {@code POST /v1/messages}, one request for all of them. */
final class HttpDoor implements Loader.Door {

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Supplier<URI> address;
    private final Supplier<String> token;

    HttpDoor(Supplier<URI> address, Supplier<String> token) {
        this.address = address;
        this.token = token;
    }

    @Override
    public boolean put(List<Wish> wishes) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(address.get())
                        .timeout(Duration.ofSeconds(15))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token.get())
                        .POST(HttpRequest.BodyPublishers.ofString(
                                wishes.stream().map(Wish::json).collect(Collectors.joining(",", "[", "]"))))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return switch (answer.statusCode()) {
            case 202 -> true;
            case 503 -> false;
            default -> throw new IllegalStateException("HTTP " + answer.statusCode() + ": " + answer.body());
        };
    }

    @Override
    public boolean isCrash(Exception failure) {
        return failure instanceof IOException;
    }

    @Override
    public void close() {
        // The client ends with its threads, which are daemons.
    }
}
