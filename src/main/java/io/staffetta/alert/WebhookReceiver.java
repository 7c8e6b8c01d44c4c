package io.staffetta.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.language.Phrase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Posts alerts as JSON to a URL. */
public final class WebhookReceiver implements AlertReceiver {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int GOOD = 2;
    private static final int HUNDRED = 100;

    private final URI url;
    private final String token;
    private HttpClient client;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Body(String text, String gateway, boolean test, List<Item> alerts, List<Item> ended) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Item(
            String id, String condition, String subject, String words, String since, int times, String endedAt) {

        static Item of(Alert alert) {
            return new Item(
                    alert.id(),
                    alert.condition(),
                    alert.subject(),
                    alert.words(),
                    alert.since().toString(),
                    alert.times(),
                    text(alert.ended()));
        }

        private static String text(Instant instant) {
            return instant == null ? null : instant.toString();
        }
    }

    /**
     * @param url where to, {@code http} or {@code https}
     * @param token sent as {@code Authorization: Bearer}; empty for none
     */
    public WebhookReceiver(URI url, String token) {
        this.url = url;
        this.token = token;
    }

    @Override
    public String name() {
        return "webhook";
    }

    /** Without its path, by which whoever knows it could write there. */
    @Override
    public String to() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + "/…";
    }

    @Override
    public void tell(Notice notice) throws IOException, InterruptedException {
        if (client == null) {
            client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json(notice)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status / HUNDRED != GOOD) {
            throw new AlertFailure(Phrase.of("it answered with HTTP status {0}", status));
        }
    }

    /** With a {@code text}, which is what chats show of what is posted to them. */
    private static String json(Notice notice) throws JsonProcessingException {
        return JSON.writeValueAsString(new Body(
                notice.title() + (notice.isTest() ? "" : "\n" + notice.text()),
                notice.gateway(),
                notice.isTest(),
                notice.begun().stream().map(Item::of).toList(),
                notice.ended().stream().map(Item::of).toList()));
    }
}
