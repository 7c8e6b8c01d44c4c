package io.staffetta.provider.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.staffetta.provider.Inquiry;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.ProviderRequest;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import java.io.IOException;
import java.net.URI;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Posts the {@link ProviderRequest} in the body, and puts the {@link ProviderAnswer} in its place; fails with a {@link SubmissionException}. */
final class AccountHttpProducer extends DefaultAsyncProducer {

    /** Answers with more characters take milliseconds to be understood. Those of providers have some hundred. */
    private static final int LARGE = 16_384;

    private final AccountHttpComponent calls;

    AccountHttpProducer(AccountHttpEndpoint endpoint, AccountHttpComponent calls) {
        super(endpoint);
        this.calls = calls;
    }

    /** Returns at once; the callback is called on the event loop, which it must not block, or beside it for a large answer. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            ProviderRequest request = exchange.getMessage().getMandatoryBody(ProviderRequest.class);
            URI url = URI.create(request.url());
            calls.begin(Origin.of(url), http(request, url), client(exchange), (answer, failure) -> {
                if (failure == null) {
                    exchange.getMessage().setBody(answer);
                } else {
                    fail(exchange, failure);
                }
                if (answer != null && answer.body().length() > LARGE) {
                    calls.aside(() -> callback.done(false));
                } else {
                    callback.done(false);
                }
            });
            return false;
        } catch (Exception e) {
            fail(
                    exchange,
                    new NotConnectedException(
                            "the request cannot be written (" + e.getClass().getSimpleName() + ")", e));
            callback.done(true);
            return true;
        }
    }

    /** For variable {@code submission}, or for {@code inquiry} where there is none. */
    private static ProviderClient client(Exchange exchange) {
        Submission submission = exchange.getVariable("submission", Submission.class);
        return submission == null
                ? ProviderClient.inquiries(
                        exchange.getVariable("inquiry", Inquiry.class).account())
                : ProviderClient.submissions(submission.account());
    }

    /** Not by a step of the route, of which none runs any more when the gateway stops. The request holds credentials. */
    private void fail(Exchange exchange, IOException failure) {
        exchange.getMessage().setBody("");
        exchange.setException(calls.failures().classify(failure, exchange.getVariable("submission", Submission.class)));
    }

    /** Nothing is told but the request: no cookies, no product name. */
    private static FullHttpRequest http(ProviderRequest request, URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        FullHttpRequest http = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                url.getRawQuery() == null ? path : path + "?" + url.getRawQuery(),
                Unpooled.wrappedBuffer(request.content()));
        http.headers()
                .set(HttpHeaderNames.HOST, url.getRawAuthority())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE)
                .set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.IDENTITY);
        request.headers().forEach(http.headers()::set);
        http.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, request.contentType())
                .set(HttpHeaderNames.CONTENT_LENGTH, request.content().length);
        return http;
    }
}
