package io.staffetta.sandbox.wire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The credentials that each wire asks for: the same for all until one is changed.
 *
 * <p>Thread-safe: a change holds for requests read after it.
 */
public final class CredentialStore {

    private final CustomerCredentials common;
    private final Map<String, CustomerCredentials> changed = new ConcurrentHashMap<>();

    public CredentialStore(CustomerCredentials common) {
        this.common = common;
    }

    public CustomerCredentials of(String provider) {
        return changed.getOrDefault(provider, common);
    }

    public void changePassword(String provider, String password) {
        changed.put(provider, of(provider).withPassword(password));
    }
}
