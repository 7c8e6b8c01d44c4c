package io.staffetta.provider.http;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** Calls providers; nobody calls it. */
final class AccountHttpEndpoint extends DefaultEndpoint {

    private final AccountHttpComponent calls;

    AccountHttpEndpoint(String uri, AccountHttpComponent component) {
        super(uri, component);
        calls = component;
    }

    @Override
    public Producer createProducer() {
        return new AccountHttpProducer(this, calls);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("account-http calls providers, and is called by none");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
