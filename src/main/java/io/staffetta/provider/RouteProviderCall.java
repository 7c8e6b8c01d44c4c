package io.staffetta.provider;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** A call by way of the route {@code provider-call}. */
final class RouteProviderCall implements ProviderCall {

    private static final HttpFailures FAILURES = new HttpFailures();

    private final ProducerTemplate template;

    RouteProviderCall(ProducerTemplate template) {
        this.template = template;
    }

    @Override
    public ProviderAnswer answer(Submission submission, ProviderRequest request) {
        Exchange exchange = template.send("direct:provider-call", call -> {
            call.setVariable("submission", submission);
            call.getMessage().setBody(request);
        });
        if (exchange.getException() != null) {
            throw FAILURES.classify(exchange.getException());
        }
        return exchange.getMessage().getBody(ProviderAnswer.class);
    }
}
