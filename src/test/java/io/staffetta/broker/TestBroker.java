package io.staffetta.broker;

import io.staffetta.broker.embedded.BrokerLimits;
import io.staffetta.broker.embedded.EmbeddedBroker;
import io.staffetta.broker.embedded.rights.BrokerLogins;
import io.staffetta.thread.RightOfWay;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** An embedded broker on free ports with its data under {@code target/it}, and routes on it that a test writes. */
public final class TestBroker implements AutoCloseable {

    public static final Credentials CREDENTIALS = new Credentials("staffetta", "right");

    public final Path data;
    private final RightOfWay way;
    JmsPoolConnectionFactory pool;
    private EmbeddedBroker broker;
    private DefaultCamelContext camel;

    public TestBroker() {
        this(Path.of("target", "it", UUID.randomUUID().toString()));
    }

    public TestBroker(Path data) {
        this(data, new RightOfWay());
    }

    TestBroker(RightOfWay way) {
        this(Path.of("target", "it", UUID.randomUUID().toString()), way);
    }

    private TestBroker(Path data, RightOfWay way) {
        this.data = data;
        this.way = way;
        start();
    }

    public void start() {
        broker = new EmbeddedBroker(
                data, "127.0.0.1", 0, 0, BrokerLogins.one(CREDENTIALS), BrokerLimits.DEFAULT, Optional.empty(), way);
        broker.start();
        pool = BrokerConnections.pool(factory());
        pool.start();
    }

    public int openWirePort() {
        return broker.openWirePort();
    }

    public int stompPort() {
        return broker.stompPort();
    }

    ActiveMQConnectionFactory factory() {
        return BrokerConnections.factory("tcp://127.0.0.1:" + broker.openWirePort(), CREDENTIALS);
    }

    /** Starts routes, with beans as name, bean, name, bean; in place of those before. */
    public void routes(RouteBuilder routes, Object... beans) throws Exception {
        stopRoutes();
        camel = new DefaultCamelContext();
        JmsComponent jms = JmsComponent.jmsComponent(pool);
        jms.setMessageConverter(new BodyConverter());
        camel.addComponent("jms", jms);
        for (int i = 0; i < beans.length; i += 2) {
            camel.getRegistry().bind(beans[i].toString(), beans[i + 1]);
        }
        camel.addRoutes(routes);
        camel.start();
    }

    DefaultCamelContext camel() {
        return camel;
    }

    public void stopRoutes() {
        if (camel != null) {
            camel.stop();
        }
    }

    /** Stops the broker, and starts one on the same data. */
    public void restart() {
        stop();
        start();
    }

    public void stop() {
        close();
    }

    /** Puts texts on a queue; {@code dueAt} with each unless it is null. */
    public void send(String queue, String dueAt, String... texts) throws JMSException {
        try (Connection connection = factory().createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            for (String text : texts) {
                TextMessage message = session.createTextMessage(text);
                if (dueAt != null) {
                    message.setStringProperty("dueAt", dueAt);
                }
                producer.send(message);
            }
            session.commit();
        }
    }

    /** The texts that are on a queue for all to see. */
    public List<String> browse(String queue) {
        try (Connection connection = factory().createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            List<String> texts = new ArrayList<>();
            Enumeration<?> messages =
                    session.createBrowser(session.createQueue(queue)).getEnumeration();
            while (messages.hasMoreElements()) {
                texts.add(((Message) messages.nextElement()).getBody(String.class));
            }
            return texts;
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        stopRoutes();
        pool.stop();
        broker.close();
    }
}
