package io.staffetta.broker.embedded;

import java.security.Principal;
import java.util.Set;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.security.SecurityContext;

/** As whom a client of the embedded broker has logged in. */
final class Login extends SecurityContext {

    private final boolean gateway;

    /**
     * @param user name, for the log
     * @param gateway whether it is the gateway's own
     */
    Login(String user, boolean gateway) {
        super(user);
        this.gateway = gateway;
    }

    /** Whether a connection is a sender's; others are the gateway's, or the broker's own. */
    static boolean isSender(ConnectionContext context) {
        return context.getSecurityContext() instanceof Login login
                ? !login.gateway
                : context.getSecurityContext() == null && context.getConnection() != null;
    }

    /** Whether it is the gateway's own. */
    boolean isGateway() {
        return gateway;
    }

    @Override
    public Set<Principal> getPrincipals() {
        return Set.of();
    }
}
