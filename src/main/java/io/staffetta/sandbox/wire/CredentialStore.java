package io.staffetta.sandbox.wire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The credentials that each wire asks for: the same for all until one is changed.
 *
 * <p>Thread-safe: a change holds for requests read after it.
 */
public final class CredentialStore {

    private final Credentials common;
    private final Map<String, Credentials> changed = new ConcurrentHashMap<>();

    public CredentialStore(Credentials common) {
        this.common = common;
    }

    public Credentials of(String provider) {
        return changed.getOrDefault(provider, common);
    }

    public void changePassword(String provider, String password) {
        changed.put(provider, of(provider).withPassword(password));
    }
}
