package io.staffetta.http.accounts;

import io.staffetta.config.accounts.ProviderForm;
import io.staffetta.http.HttpAnswer;
import io.staffetta.provider.table.ProviderDescriptors;
import java.util.List;

/**
 * Tells which fields an account with each provider has, so that a form can be made of them.
 *
 * <p>Thread-safe.
 */
public final class ProvidersApi {

    private final HttpAnswer answer;

    public ProvidersApi(ProviderDescriptors descriptors) {
        answer = HttpAnswer.json(200, new Found(ProviderForm.all(descriptors)));
    }

    /** All providers, an entry for each of their interfaces. */
    public HttpAnswer list() {
        return answer;
    }

    private record Found(List<ProviderForm> providers) {}
}
