package io.staffetta.webhooks;

import io.staffetta.logging.CleanText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/**
 * Calls webhooks: signed, without following redirects, and for {@value #ANSWER_SECONDS} s at most.
 *
 * <p>Thread-safe.
 */
final class WebhookCall {

    static final long ANSWER_SECONDS = 10;

    private static final int ERROR = 200;

    /** Made for the first call: it has a thread of its own as long as it lives, and most gateways have no webhooks. */
    private static final class Client {
        static final HttpClient HTTP = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * Tells an event.
     *
     * @param id of the event
     * @param body JSON
     * @return what went wrong; {@code null} if nothing did
     */
    String tell(Webhook webhook, String id, String body) {
        long seconds = Instant.now().getEpochSecond();
        try {
            URI url = URI.create(webhook.url());
            if (WebhookUrl.isForbidden(url)) {
                return "its address is one of a link, of many, or of none";
            }
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(Duration.ofSeconds(ANSWER_SECONDS))
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "Staffetta")
                    .header("webhook-id", id)
                    .header("webhook-timestamp", Long.toString(seconds))
                    .header("webhook-signature", WebhookSecret.sign(webhook.secret(), id, seconds, body))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            // Of the answer the status counts; a body, however long, is not waited for.
            HttpResponse<InputStream> answer = Client.HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode() / 100 == 2 ? null : "it answered with status " + answer.statusCode();
        } catch (IOException e) {
            // What is no answer in HTTP is told in the words of whoever gave it.
            String why = CleanText.line(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
            return why.length() <= ERROR ? why : why.substring(0, ERROR);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the gateway stopped";
        }
    }
}
