package io.staffetta.provider;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** A call by way of the route {@code provider-call}. */
final class RouteProviderCall implements ProviderCall {

    private final ProducerTemplate template;
    private final HttpFailures failures;

    RouteProviderCall(ProducerTemplate template, HttpFailures failures) {
        this.template = template;
        this.failures = failures;
    }

    @Override
    public ProviderAnswer answer(Submission submission, ProviderRequest request) {
        Exchange exchange = template.send("direct:provider-call", call -> {
            call.setVariable("submission", submission);
            call.getMessage().setBody(request);
        });
        if (exchange.getException() != null) {
            throw failures.classify(exchange.getException(), submission);
        }
        return exchange.getMessage().getBody(ProviderAnswer.class);
    }
}
