package io.staffetta.broker.embedded;

import org.apache.activemq.broker.TransportConnection;
import org.apache.activemq.broker.TransportConnector;

/** A connection to the embedded broker that may do little, and not for long, until its client has logged in. */
final class LimitedConnection extends TransportConnection implements ClientLimit.Client {

    private final LoginGate gate;
    private final ClientLimit entrance;
    private final long since = System.nanoTime();

    LimitedConnection(TransportConnector connector, LoginGate gate, ClientLimit entrance) {
        super(
                connector,
                gate,
                connector.getBroker(),
                connector.getTaskRunnerFactory(),
                connector.getBrokerService().getTaskRunnerFactory());
        this.gate = gate;
        this.entrance = entrance;
    }

    @Override
    public long since() {
        return since;
    }

    /** Its client has logged in. */
    void loggedIn() {
        gate.open();
        entrance.loggedIn(this);
    }

    @Override
    public void end() {
        gate.cut();
        stopAsync();
    }

    @Override
    public boolean isStalled() {
        return gate.isStalled();
    }

    @Override
    public void stopAsync() {
        entrance.gone(this);
        gate.end();
        super.stopAsync();
    }
}
