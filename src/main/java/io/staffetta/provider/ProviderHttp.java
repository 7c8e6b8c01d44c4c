package io.staffetta.provider;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;

/** Message Translator between our requests and answers and those of Camel's HTTP component. */
public final class ProviderHttp {

    private final Clock clock;

    /** Reads dates in answers by this clock. */
    public ProviderHttp(Clock clock) {
        this.clock = clock;
    }

    /** Whose connections the call takes: those for the submission, or those for the question where there is none. */
    public ProviderClient client(Submission submission, Inquiry inquiry) {
        return submission == null
                ? ProviderClient.inquiries(inquiry.account())
                : ProviderClient.submissions(submission.account());
    }

    /** The body to send. Puts address, method and request headers among the message's headers. */
    public HttpEntity write(@Body ProviderRequest request, @Headers Map<String, Object> headers) {
        headers.putAll(request.headers());
        headers.put(Exchange.HTTP_URI, request.url());
        headers.put(Exchange.HTTP_METHOD, "POST");
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
            @Header(Exchange.CONTENT_TYPE) String contentType,
            @Header("Retry-After") String retryAfter,
            @Header(AnswerGuard.PROGRESS) String progress) {
        String type = contentType == null ? "" : contentType;
        String content = body == null ? "" : ProviderAnswer.decode(body, type);
        return new ProviderAnswer(
                status,
                type,
                content,
                RetryAfter.parse(retryAfter, clock.instant()),
                progress == null ? null : Progress.ofHeader(progress));
    }
}
