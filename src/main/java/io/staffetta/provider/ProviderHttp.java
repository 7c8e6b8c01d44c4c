package io.staffetta.provider;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.component.http.HttpMethods;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;

/** Message Translator between our requests and answers and those of Camel's HTTP component. */
public final class ProviderHttp {

    private final Clock clock;

    /** Reads dates in answers by this clock. */
    public ProviderHttp(Clock clock) {
        this.clock = clock;
    }

    /**
     * Whose connections the call takes, as variables {@code client} and {@code connections}: those for variable
     * {@code submission}, or those for {@code inquiry} where there is none.
     */
    public void choose(Exchange exchange) {
        Submission submission = exchange.getVariable("submission", Submission.class);
        ProviderClient client = submission == null
                ? ProviderClient.inquiries(
                        exchange.getVariable("inquiry", Inquiry.class).account())
                : ProviderClient.submissions(submission.account());
        exchange.setVariable("client", client.name());
        exchange.setVariable("connections", client.connections());
    }

    /** The body to send. Puts address, method and request headers among the message's headers. */
    public HttpEntity write(@Body ProviderRequest request, @Headers Map<String, Object> headers) {
        headers.putAll(request.headers());
        headers.put(Exchange.HTTP_URI, request.url());
        headers.put(HttpHeaders.ACCEPT_ENCODING, "identity");
        // Not its name, for which Camel would look through all of its converters, each time.
        headers.put(Exchange.HTTP_METHOD, HttpMethods.POST);
        // Written in small parts, so that a connection that takes only some of it can tell how much.
        return new InputStreamEntity(
                new ByteArrayInputStream(request.content()),
                request.content().length,
                ContentType.parse(request.contentType()));
    }

    /** The answer, all that is kept of the response. */
    public ProviderAnswer read(
            @Body byte[] body,
            @Header(Exchange.HTTP_RESPONSE_CODE) int status,
            @Header(AnswerGuard.CONTENT_TYPE) String contentType,
            @Header("Retry-After") String retryAfter,
            @Header(AnswerGuard.PROGRESS) String progress) {
        String type = contentType == null ? "" : contentType;
        String content = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        return new ProviderAnswer(
                status,
                type,
                content,
                RetryAfter.parse(retryAfter, clock.instant()),
                progress == null ? null : Progress.ofHeader(progress));
    }
}
