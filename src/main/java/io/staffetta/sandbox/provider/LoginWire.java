package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.CredentialStore;
import io.staffetta.sandbox.wire.CustomerCredentials;
import io.staffetta.sandbox.wire.Wire;
import io.staffetta.sandbox.wire.WireDescription;

/** Knows the login of the provider whose protocol a subclass speaks. */
abstract class LoginWire implements Wire {

    private final WireDescription description;
    private final String provider;
    private final CredentialStore credentials;

    /**
     * @param provider whose login counts
     * @param credentials the logins of all providers
     */
    LoginWire(WireDescription description, String provider, CredentialStore credentials) {
        this.description = description;
        this.provider = provider;
        this.credentials = credentials;
    }

    @Override
    public final WireDescription description() {
        return description;
    }

    /** The login, as it is now. */
    final CustomerCredentials login() {
        return credentials.of(provider);
    }
}
