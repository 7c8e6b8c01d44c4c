package io.staffetta.http.accounts;

import io.staffetta.config.accounts.ProviderForm;
import io.staffetta.http.HttpAnswer;
import io.staffetta.provider.table.ProviderDescriptors;
import java.util.List;
import java.util.Map;

/**
 * Lists the fields of an account of each provider, so that a form can be made of them.
 *
 * <p>Thread-safe.
 */
public final class ProvidersApi {

    private final HttpAnswer answer;

    /**
     * @param demo what accounts with the provider sandbox have in their fields, by the names of wires; empty without the sandbox
     */
    public ProvidersApi(ProviderDescriptors descriptors, Map<String, Map<String, String>> demo) {
        answer = HttpAnswer.json(200, new Found(ProviderForm.all(descriptors), demo.isEmpty() ? null : demo));
    }

    /** All providers, an entry for each of their interfaces. */
    public HttpAnswer list() {
        return answer;
    }

    private record Found(List<ProviderForm> providers, Map<String, Map<String, String>> demo) {}
}
