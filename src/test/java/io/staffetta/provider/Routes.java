package io.staffetta.provider;

import io.staffetta.provider.table.Samples;
import io.staffetta.provider.wire.ProviderBeans;
import io.staffetta.provider.wire.ProviderRoutes;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The shipped provider routes, running. */
public final class Routes implements AutoCloseable {

    private final Main main = new Main();

    public Routes(int connectTimeout, int responseTimeout) {
        main.addInitialProperty("camel.main.routes-include-pattern", "file:routes/providers/*.camel.yaml");
        main.addInitialProperty("camel.main.startup-summary-level", "off");
        main.addInitialProperty("staffetta.provider.connect-timeout", Integer.toString(connectTimeout));
        main.addInitialProperty("staffetta.provider.response-timeout", Integer.toString(responseTimeout));
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport support) {
                ProviderBeans.bind(support.getCamelContext(), Samples.DESCRIPTORS);
            }
        });
        main.start();
        try {
            ProviderRoutes.add(context(), Samples.DESCRIPTORS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** Submits by the account's wire, from a message that carries a header of its own. */
    Exchange submit(Submission submission) {
        try (var template = context().createProducerTemplate()) {
            return template.send("direct:provider-" + submission.account().wire(), exchange -> {
                exchange.setVariable("submission", submission);
                exchange.getMessage().setHeader("X-From-Caller", "secret-of-the-caller");
                exchange.getMessage().setHeader(Exchange.HTTP_PATH, "/elsewhere");
                exchange.getMessage().setHeader(Exchange.HTTP_QUERY, "a=b");
                exchange.getMessage().setBody("what the caller had");
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String reference(Submission submission) {
        Exchange exchange = submit(submission);
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
        return exchange.getMessage().getBody(String.class);
    }

    /** What the submission failed with. */
    public SubmissionException failure(Submission submission) {
        return (SubmissionException) submit(submission).getException();
    }

    @Override
    public void close() {
        main.stop();
    }
}
