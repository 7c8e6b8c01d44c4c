package io.staffetta.broker;

import jakarta.jms.JMSException;
import java.util.Optional;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQSslConnectionFactory;
import org.apache.activemq.management.JMSStatsImpl;
import org.apache.activemq.transport.Transport;

/** Makes factories of {@link CertainConnection}s. */
final class CertainConnections {

    private CertainConnections() {}

    /** A factory without TLS. The connections to a broker in this process end when it does. */
    static ActiveMQConnectionFactory factory(String url) {
        Optional<VmConnections> inside = VmConnections.to(url);
        return new ActiveMQConnectionFactory(url) {
            @Override
            protected ActiveMQConnection createActiveMQConnection(String user, String password) throws JMSException {
                return inside.isPresent()
                        ? inside.get().add(() -> (CertainConnection) super.createActiveMQConnection(user, password))
                        : super.createActiveMQConnection(user, password);
            }

            @Override
            protected ActiveMQConnection createActiveMQConnection(Transport transport, JMSStatsImpl stats)
                    throws Exception {
                return new CertainConnection(transport, getClientIdGenerator(), getConnectionIdGenerator(), stats);
            }
        };
    }

    /** A factory for TLS, with a trust store of its own. */
    static ActiveMQSslConnectionFactory sslFactory(String url) {
        return new ActiveMQSslConnectionFactory(url) {
            @Override
            protected ActiveMQConnection createActiveMQConnection(Transport transport, JMSStatsImpl stats)
                    throws Exception {
                return new CertainConnection(transport, getClientIdGenerator(), getConnectionIdGenerator(), stats);
            }
        };
    }
}
