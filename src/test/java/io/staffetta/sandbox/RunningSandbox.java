package io.staffetta.sandbox;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One sandbox on a free port for all tests of a class, empty before each. For a static field. */
public final class RunningSandbox implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private ProviderSandbox sandbox;

    public ProviderSandbox get() {
        return sandbox;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        sandbox = ProviderSandbox.start("127.0.0.1", 0);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox.clear();
        sandbox.clearScript();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        sandbox.close();
    }
}
