package io.staffetta.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.gateway.Addresses;
import io.staffetta.gateway.FileFault;
import io.staffetta.gateway.Secrets;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Requests to a running gateway, with the token that it asks for. */
final class GatewayHttp {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final String base;
    private final Path tokenFile;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /**
     * @param base where the gateway is looked for
     * @param tokenFile what holds the token, if there is one
     */
    GatewayHttp(String base, Path tokenFile) {
        this.base = base;
        this.tokenFile = tokenFile;
    }

    /** Where the gateway is looked for. */
    String base() {
        return base;
    }

    /**
     * Asks for something that is there in any case.
     *
     * @param path with its query
     * @throws IllegalStateException if the gateway does not answer, or not to us, or says no, in words
     */
    JsonNode get(String path) {
        return body(send("GET", path));
    }

    /**
     * Asks for something, or has it changed.
     *
     * @return empty if there is no such thing
     * @throws IllegalStateException if the gateway does not answer, or not to us, or says no, in words
     */
    Optional<JsonNode> ask(String method, String path) {
        HttpResponse<String> answer = send(method, path);
        return answer.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(body(answer));
    }

    /** Those of some parameters that are not {@code null}, as a query. */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .filter(parameter -> parameter.getValue() != null)
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static JsonNode body(HttpResponse<String> answer) {
        JsonNode body = Json.read(answer.body(), JsonNode.class);
        if (answer.statusCode() == CONFLICT) {
            throw new IllegalStateException(Table.clean(body.path("detail").asText()));
        }
        if (answer.statusCode() != OK) {
            throw new IllegalStateException("The gateway answered with status " + answer.statusCode() + ": "
                    + Table.clean(body.path("detail").asText()));
        }
        return body;
    }

    /** As a part of a path or a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What is asked for and not there, a gateway says as RFC 9457 has it; others say it in a page of theirs. */
    private void checkOrigin(HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith(answer.statusCode() == OK ? JSON : PROBLEM)) {
            throw new IllegalStateException("What answers at " + base + ", with status " + answer.statusCode()
                    + ", is not a Staffetta gateway. Where that is, staffetta.bind-address and " + Addresses.HTTP
                    + " say");
        }
    }

    private HttpResponse<String> send(String method, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (Files.isReadable(tokenFile)) {
            request.header("Authorization", "Bearer " + Secrets.read(tokenFile));
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            checkOrigin(answer);
            if (answer.statusCode() == UNAUTHORIZED) {
                throw new IllegalStateException(
                        Files.exists(tokenFile) && !Files.isReadable(tokenFile)
                                ? "The gateway at " + base + " wants the token in " + tokenFile + ", which "
                                        + FileFault.user() + " may not read: run this as the user of the gateway"
                                : "The gateway at " + base + " does not take the token in " + tokenFile
                                        + ", or there is none that " + FileFault.user() + " can read");
            }
            return answer;
        } catch (IOException e) {
            throw new NoAnswerException(
                    "Cannot reach the gateway at " + base + ": is it running? Where it is, staffetta.bind-address and "
                            + Addresses.HTTP + " say",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the gateway", e);
        }
    }
}
