package io.staffetta.gateway.access;

import io.staffetta.access.Role;
import io.staffetta.audit.LoginFailures;
import io.staffetta.broker.embedded.rights.ApplicationLogins;
import io.staffetta.tokens.Application;
import io.staffetta.tokens.Applications;
import java.util.Optional;

/**
 * Lets applications log in to the embedded broker, which starts before the ledger that knows them: until then none can.
 *
 * <p>Thread-safe.
 */
public final class BrokerApplications implements ApplicationLogins {

    private volatile Applications applications;
    private volatile LoginFailures failures;
    private volatile Runnable listener = () -> {};

    /** From now on those can that are known. */
    public void attach(Applications known, LoginFailures counted) {
        failures = counted;
        applications = known;
        known.onChange(() -> listener.run());
    }

    @Override
    public Optional<Entered> login(String user, String password) {
        return applications == null
                ? Optional.empty()
                : applications
                        .login(user, password)
                        .filter(one -> one.role().includes(Role.SENDER))
                        .map(BrokerApplications::entered);
    }

    private static Entered entered(Application one) {
        return new Entered(one.id(), one.name(), one.isTest() ? one.name() + ":test" : one.name());
    }

    @Override
    public boolean isActive(String tokenId) {
        return applications.isActive(tokenId);
    }

    @Override
    public void failed(String address) {
        if (failures != null) {
            failures.failed("broker", address);
        }
    }

    @Override
    public void onChange(Runnable changed) {
        listener = changed;
    }
}
