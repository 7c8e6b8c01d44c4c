package io.staffetta.broker.embedded;

import io.staffetta.broker.embedded.rights.BrokerLogins;
import io.staffetta.broker.embedded.rights.DisplayText;
import io.staffetta.broker.embedded.rights.Login;
import io.staffetta.broker.embedded.rights.RefusalLog;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.command.ConnectionInfo;

/** Lets in who has a login, and nobody as another broker. */
final class LoginCheck implements BrokerPlugin {

    private final BrokerLogins logins;
    private final RefusalLog refusals;
    /** Connections that are the gateway's own, by id: whoever comes with the id of one would take its place. */
    private final Map<String, Boolean> ours = new ConcurrentHashMap<>();
    /** Connections of applications, by id. */
    private final Map<String, ConnectionContext> applications = new ConcurrentHashMap<>();
    /** Beginning of the client ids that applications have here, so that no other login can have their durable subscriptions. */
    private static final String OF_APPLICATION = "application/";

    LoginCheck(BrokerLogins logins, RefusalLog refusals) {
        this.logins = logins;
        this.refusals = refusals;
        logins.applications().onChange(this::endRevoked);
    }

    /**
     * The login of a client, before anything is done for it.
     *
     * @param address of the client, for the log
     * @throws SecurityException if it has none
     */
    Login check(ConnectionInfo info, String address) {
        try {
            Login login = logins.check(info.getUserName(), info.getPassword());
            if (!login.isGateway() && (info.isBrokerMasterConnector() || isOurs(info))) {
                throw new SecurityException(RefusalLog.MARK + "a sender cannot connect so");
            }
            return login;
        } catch (SecurityException e) {
            logins.applications().failed(host(address));
            refusals.tell("login", e.getMessage() + ", from " + DisplayText.text(address));
            throw e;
        }
    }

    /** Whether a client may have the id that it gives its connection: with that of another it would end that one. */
    boolean mayHaveItsId(ConnectionInfo info) {
        try {
            return !isOurs(info)
                    || logins.check(info.getUserName(), info.getPassword()).isGateway();
        } catch (SecurityException e) {
            return false;
        }
    }

    /** Of an address such as {@code tcp://127.0.0.1:50000}. */
    private static String host(String address) {
        int from = address.indexOf("//") + 2;
        int to = address.lastIndexOf(':');
        return from >= 2 && to > from ? address.substring(from, to) : address;
    }

    private void endRevoked() {
        applications.values().forEach(this::endIfRevoked);
    }

    private void endIfRevoked(ConnectionContext context) {
        boolean isOver = Login.entered(context)
                .filter(entered -> !logins.applications().isActive(entered.tokenId()))
                .isPresent();
        if (isOver && context.getConnection() instanceof LimitedConnection limited) {
            limited.end();
        }
    }

    private static void setClientId(ConnectionContext context, ConnectionInfo info, Login login) {
        String clientId = info.getClientId();
        if (login.isGateway() || clientId == null) {
            return;
        }
        if (clientId.startsWith(OF_APPLICATION)) {
            throw new SecurityException(RefusalLog.MARK + "a client id must not begin with " + OF_APPLICATION);
        }
        Login.entered(context).ifPresent(entered -> {
            info.setClientId(OF_APPLICATION + entered.name() + "/" + clientId);
            context.setClientId(info.getClientId());
        });
    }

    private boolean isOurs(ConnectionInfo info) {
        return info.getConnectionId() != null
                && ours.containsKey(info.getConnectionId().getValue());
    }

    @Override
    public Broker installPlugin(Broker broker) {
        return new BrokerFilter(broker) {
            @Override
            public void addConnection(ConnectionContext context, ConnectionInfo info) throws Exception {
                Login login = check(info, String.valueOf(context.getConnection().getRemoteAddress()));
                context.setSecurityContext(login);
                try {
                    setClientId(context, info, login);
                    super.addConnection(context, info);
                } catch (Exception e) {
                    context.setSecurityContext(null);
                    throw e;
                }
                if (login.isGateway()) {
                    ours.put(info.getConnectionId().getValue(), true);
                }
                if (Login.entered(context).isPresent()) {
                    applications.put(info.getConnectionId().getValue(), context);
                    // It may have ended between the two.
                    endIfRevoked(context);
                }
                if (context.getConnection() instanceof LimitedConnection limited) {
                    limited.loggedIn();
                }
            }

            @Override
            public void removeConnection(ConnectionContext context, ConnectionInfo info, Throwable error)
                    throws Exception {
                try {
                    super.removeConnection(context, info, error);
                } finally {
                    applications.remove(info.getConnectionId().getValue(), context);
                    if (!Login.isSender(context)) {
                        ours.remove(info.getConnectionId().getValue());
                    }
                }
            }
        };
    }
}
