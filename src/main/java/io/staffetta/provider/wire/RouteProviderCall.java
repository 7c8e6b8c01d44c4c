package io.staffetta.provider.wire;

import io.staffetta.provider.NotSentException;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.ProviderCall;
import io.staffetta.provider.ProviderRequest;
import io.staffetta.provider.Submission;
import io.staffetta.provider.http.HttpFailures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** A call by way of the route {@code provider-call}. */
final class RouteProviderCall implements ProviderCall {

    private final CamelContext context;
    private final HttpFailures failures;
    private AsyncProducer route;

    RouteProviderCall(CamelContext context, HttpFailures failures) {
        this.context = context;
        this.failures = failures;
    }

    @Override
    public CompletionStage<ProviderAnswer> answer(Submission submission, ProviderRequest request) {
        AsyncProducer producer = route();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.setVariable("submission", submission);
        exchange.getMessage().setBody(request);
        CompletableFuture<ProviderAnswer> answer = new CompletableFuture<>();
        producer.process(exchange, atOnce -> {
            if (exchange.getException() == null) {
                answer.complete(exchange.getMessage().getBody(ProviderAnswer.class));
            } else {
                answer.completeExceptionally(failures.classify(exchange.getException(), submission));
            }
        });
        return answer;
    }

    /** Made at the first call: the routes do not run yet when this is made. */
    private synchronized AsyncProducer route() {
        if (route == null) {
            try {
                AsyncProducer made = context.getEndpoint("direct:provider-call").createAsyncProducer();
                context.addService(made, true, true);
                route = made;
            } catch (Exception e) {
                throw new NotSentException("the account's HTTP client cannot be made", e);
            }
        }
        return route;
    }
}
