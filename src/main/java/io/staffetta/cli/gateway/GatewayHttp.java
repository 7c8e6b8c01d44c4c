package io.staffetta.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.Table;
import io.staffetta.config.Addresses;
import io.staffetta.config.FileFault;
import io.staffetta.config.Secrets;
import io.staffetta.tls.KnownCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;

/**
 * Requests to a running gateway, with the token that it asks for.
 *
 * <p>By {@link HttpURLConnection}: {@code java.net.http.HttpClient} makes threads and reads all certificates before its first
 * request, which takes a third of a second of a command that asks one thing in plain HTTP.
 */
final class GatewayHttp {

    private static final int TIMEOUT_MILLIS = 5000;
    private static final int LONG_TIMEOUT_MILLIS = 120_000;
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    static {
        // Otherwise what changes something is sent a second time where the connection ends before the answer.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private final String base;
    private final Path tokenFile;
    private final Optional<KnownCertificate> certificate;

    /**
     * @param base where the gateway is looked for
     * @param tokenFile what holds the token, if there is one
     * @param certificate of a gateway that speaks TLS; empty for one that does not
     */
    GatewayHttp(String base, Path tokenFile, Optional<KnownCertificate> certificate) {
        this.base = base;
        this.tokenFile = tokenFile;
        this.certificate = certificate;
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
        return body(send("GET", path, ""));
    }

    /**
     * Asks for something, or has it changed.
     *
     * @return empty if there is no such thing
     * @throws IllegalStateException if the gateway does not answer, or not to us, or says no, in words
     */
    Optional<JsonNode> ask(String method, String path) {
        return ask(method, path, "");
    }

    /**
     * Has something changed, as a body says.
     *
     * @param body JSON; empty for none
     * @return empty if there is no such thing
     * @throws IllegalStateException if the gateway does not answer, or not to us, or says no, in words
     */
    Optional<JsonNode> ask(String method, String path, String body) {
        Answer answer = send(method, path, body);
        return answer.status() == NOT_FOUND ? Optional.empty() : Optional.of(body(answer));
    }

    /**
     * Has something changed.
     *
     * @param body what is sent as JSON; {@code null} for nothing
     * @throws IllegalStateException if the gateway does not answer, or not to us, or says no, in words
     */
    JsonNode change(String method, String path, Object body) {
        return body(send(method, path, body == null ? "" : JsonLine.write(body)));
    }

    /**
     * Has something done that may take a while.
     *
     * @param body what is asked for, as JSON
     * @throws IllegalStateException if the gateway does not answer, or not to us, or says no, in words
     */
    JsonNode post(String path, Object body) {
        return body(send("POST", path, JsonLine.write(body), JSON));
    }

    /**
     * Asks for a text.
     *
     * @param path with its query
     * @param type media type that it is to have
     * @throws IllegalStateException if the gateway does not answer, or not to us, or says no, in words
     */
    String text(String path, String type) {
        Answer answer = send("GET", path, "", type);
        return answer.status() == OK ? answer.body() : body(answer).asText();
    }

    /** Those of some parameters that are not {@code null}, as a query. */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .filter(parameter -> parameter.getValue() != null)
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static JsonNode body(Answer answer) {
        JsonNode body = JsonLine.read(answer.body(), JsonNode.class);
        if (answer.status() == CONFLICT) {
            throw new IllegalStateException(Table.clean(body.path("detail").asText()));
        }
        if (answer.status() != OK && answer.status() != CREATED) {
            throw new IllegalStateException("The gateway answered with status " + answer.status() + ": "
                    + Table.clean(body.path("detail").asText()));
        }
        return body;
    }

    /** As a part of a path or a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What is asked for and not there, a gateway says as RFC 9457 has it; others say it in a page of theirs. */
    private void checkOrigin(Answer answer, String type) {
        if (!answer.type().startsWith(answer.status() < BAD_REQUEST ? type : PROBLEM)) {
            throw new IllegalStateException("What answers at " + base + ", with status " + answer.status()
                    + ", is not a Staffetta gateway. Where that is, staffetta.bind-address and " + Addresses.HTTP
                    + " say");
        }
    }

    /**
     * Has something done, and tells what came of it, whatever that is.
     *
     * @param body what is sent as JSON; {@code null} for nothing
     * @param version sent as {@code If-Match}; empty for none
     * @throws IllegalStateException if the gateway does not answer, or not to us
     */
    GatewayReply call(String method, String path, Object body, String version) {
        Answer answer = send(method, path, body == null ? "" : JsonLine.write(body), JSON, version);
        return new GatewayReply(answer.status(), JsonLine.read(answer.body(), JsonNode.class), answer.etag());
    }

    private Answer send(String method, String path, String body) {
        return send(method, path, body, JSON);
    }

    private Answer send(String method, String path, String body, String type) {
        return send(method, path, body, type, "");
    }

    private Answer send(String method, String path, String body, String type, String version) {
        try {
            HttpURLConnection request = request(method, path);
            if (!version.isEmpty()) {
                request.setRequestProperty("If-Match", version);
            }
            request.setRequestProperty("Accept", type + ", " + PROBLEM);
            write(body, request);
            Answer answer = Answer.of(request);
            checkOrigin(answer, type);
            if (answer.status() == UNAUTHORIZED) {
                throw new IllegalStateException(
                        Files.exists(tokenFile) && !Files.isReadable(tokenFile)
                                ? "The gateway at " + base + " wants the token in " + tokenFile + ", which "
                                        + FileFault.user() + " may not read: run this as the user of the gateway"
                                : "The gateway at " + base + " does not take the token in " + tokenFile
                                        + ", or there is none that " + FileFault.user() + " can read");
            }
            return answer;
        } catch (SSLException e) {
            throw new NoAnswerException(
                    "Cannot reach the gateway at " + base + " by TLS, as staffetta.tls.* say: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new NoAnswerException(
                    "Cannot reach the gateway at " + base + ": is it running? Where it is, staffetta.bind-address and "
                            + Addresses.HTTP + " say",
                    e);
        }
    }

    private HttpURLConnection request(String method, String path) throws IOException {
        // The gateway is on this machine: no proxy is between.
        HttpURLConnection request =
                (HttpURLConnection) URI.create(base + path).toURL().openConnection(Proxy.NO_PROXY);
        if (request instanceof HttpsURLConnection secured && certificate.isPresent()) {
            secured.setSSLSocketFactory(certificate.get().sockets());
            // It is the very certificate, whatever name it is for.
            secured.setHostnameVerifier((host, session) -> true);
        }
        request.setRequestMethod(method);
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        request.setInstanceFollowRedirects(false);
        request.setUseCaches(false);
        if (Files.isReadable(tokenFile)) {
            request.setRequestProperty("Authorization", "Bearer " + Secrets.read(tokenFile));
        }
        return request;
    }

    private static void write(String body, HttpURLConnection request) throws IOException {
        if (!body.isEmpty()) {
            request.setReadTimeout(LONG_TIMEOUT_MILLIS);
            request.setDoOutput(true);
            request.setRequestProperty("Content-Type", JSON);
            try (OutputStream out = request.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private record Answer(int status, String type, String body, String etag) {

        static Answer of(HttpURLConnection request) throws IOException {
            int status = request.getResponseCode();
            if (status < 0) {
                throw new IOException("What answers does not speak HTTP");
            }
            try (InputStream in = status >= BAD_REQUEST ? request.getErrorStream() : request.getInputStream()) {
                String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(
                        status,
                        Objects.requireNonNullElse(request.getContentType(), ""),
                        body,
                        Objects.requireNonNullElse(request.getHeaderField("ETag"), ""));
            }
        }
    }
}
