package io.staffetta.broker.embedded;

import io.staffetta.broker.embedded.rights.OwnOutcomes;
import java.io.IOException;
import org.apache.activemq.broker.Connection;
import org.apache.activemq.broker.TransportConnector;
import org.apache.activemq.transport.Transport;
import org.apache.activemq.transport.TransportServer;

/** A port of the embedded broker whose connections are limited. */
final class LimitedConnector extends TransportConnector {

    private final ClientLimit entrance;
    private final LoginCheck logins;

    LimitedConnector(TransportServer server, ClientLimit entrance, LoginCheck logins) {
        super(server);
        this.entrance = entrance;
        this.logins = logins;
    }

    @Override
    protected Connection createConnection(Transport transport) throws IOException {
        LoginGate gate = new LoginGate(transport, logins::mayHaveItsId);
        LimitedConnection connection = new LimitedConnection(this, gate, entrance);
        connection.setMessageAuthorizationPolicy(new OwnOutcomes());
        entrance.come(connection);
        return connection;
    }
}
