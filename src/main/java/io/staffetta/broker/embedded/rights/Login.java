package io.staffetta.broker.embedded.rights;

import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.security.SecurityContext;

/** As whom a client of the embedded broker has logged in. */
public final class Login extends SecurityContext {

    private final boolean gateway;
    private final ApplicationLogins.Entered application;

    /**
     * @param user name, for the log
     * @param gateway whether it is the gateway's own
     * @param application the application whose it is; {@code null} for none
     */
    Login(String user, boolean gateway, ApplicationLogins.Entered application) {
        super(user);
        this.application = application;
        this.gateway = gateway;
    }

    /** Whether a connection is a sender's; others are the gateway's, or the broker's own. */
    public static boolean isSender(ConnectionContext context) {
        return context.getSecurityContext() instanceof Login login
                ? !login.gateway
                : context.getSecurityContext() == null && context.getConnection() != null;
    }

    /** Name of the application that a connection is of; empty for none. */
    static String application(ConnectionContext context) {
        return entered(context).map(ApplicationLogins.Entered::name).orElse("");
    }

    /** The application that a connection is of. */
    public static Optional<ApplicationLogins.Entered> entered(ConnectionContext context) {
        return context.getSecurityContext() instanceof Login login
                ? Optional.ofNullable(login.application)
                : Optional.empty();
    }

    /** Whether it is the gateway's own. */
    public boolean isGateway() {
        return gateway;
    }

    @Override
    public Set<Principal> getPrincipals() {
        return Set.of();
    }
}
