package io.staffetta.it.attack;

import io.staffetta.access.Role;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTempQueue;
import org.apache.activemq.command.ActiveMQTopic;

/** A sender's login over OpenWire, at every queue and topic that the broker has, and at names for several of them. */
final class InnerQueues implements Attack {

    private static final List<String> SELECTORS = List.of(
            "TRUE",
            "1=1",
            "1=1) OR (1=1",
            "') OR ('a'='a",
            "JMSPriority >= 0",
            "1=1 --",
            "XPATH '//x'",
            "application IS NULL");
    private static final List<String> NAMES = List.of(
            "sms.>",
            "sms.*",
            ">",
            "*",
            "sms.account.*",
            "sms.outbound,sms.redrive",
            "sms.outbound,topic://sms.outcome",
            "sms.outbound?consumer.exclusive=true",
            "ActiveMQ.DLQ",
            "ActiveMQ.Statistics.Broker",
            "ActiveMQ.Statistics.Destination.sms.outbound",
            "Consumer.a.VirtualTopic.sms.outcome",
            "VirtualTopic.sms.outcome",
            "mirror.sms.outbound",
            "ActiveMQ.Scheduler.Management",
            "sms.outbound.",
            "SMS.OUTBOUND",
            "sms.dead-letter ",
            "../sms.outbound",
            "sms.outcome");
    private static final List<String> ADVISORIES = List.of(
            "ActiveMQ.Advisory.>",
            "ActiveMQ.Advisory.Connection",
            "ActiveMQ.Advisory.Queue",
            "ActiveMQ.Advisory.Topic",
            "ActiveMQ.Advisory.Consumer.>",
            "ActiveMQ.Advisory.MessageDelivered.>",
            "ActiveMQ.Advisory.MessageConsumed.>",
            "ActiveMQ.Advisory.MessageDLQd.>",
            "ActiveMQ.Advisory.TempQueue,sms.outcome",
            ">",
            "sms.>",
            "sms.*",
            "ActiveMQ.Advisory.TempQueue,ActiveMQ.Advisory.>",
            "ActiveMQ.Scheduler.Management");

    private Tally tally;

    @Override
    public String what() {
        return "OpenWire: inner queues, written, read, browsed, deleted";
    }

    @Override
    public void on(Victim victim, Tally kept) throws Exception {
        tally = kept;
        try (ActiveMQConnection operator = victim.openWire(
                        victim.gateway.operator().user(),
                        victim.gateway.operator().password());
                ActiveMQConnection sender = victim.attacker();
                ActiveMQConnection shared = victim.openWire(
                        victim.gateway.credentials().user(),
                        victim.gateway.credentials().password())) {
            Set<String> queues = new LinkedHashSet<>(NAMES);
            for (ActiveMQQueue queue : operator.getDestinationSource().getQueues()) {
                queues.add(queue.getPhysicalName());
            }
            Session others = operator.createSession(false, Session.AUTO_ACKNOWLEDGE);
            ActiveMQDestination temporary = (ActiveMQDestination) others.createTemporaryQueue();
            for (ActiveMQConnection attacker : List.of(sender, shared)) {
                Session session = attacker.createSession(false, Session.AUTO_ACKNOWLEDGE);
                for (String queue : queues) {
                    at(
                            attacker,
                            session,
                            new ActiveMQQueue(queue),
                            !queue.matches("sms\\.outbound(\\.urgent)?(\\?.*)?"));
                }
                for (String topic : ADVISORIES) {
                    reads(session, new ActiveMQTopic(topic));
                }
                at(attacker, session, temporary, true);
                at(attacker, session, new ActiveMQTempQueue(temporary.getPhysicalName() + "1"), true);
                fails("write topic sms.outcome", () -> write(session, new ActiveMQTopic("sms.outcome")));
                fails("delete topic sms.outcome", () -> attacker.destroyDestination(new ActiveMQTopic("sms.outcome")));
            }
        }
        for (Role role : List.of(Role.VIEWER)) {
            fails("log in as " + role, () -> victim.openWire("the-" + role.label(), victim.roles.get(role))
                    .close());
        }
    }

    private void at(ActiveMQConnection attacker, Session session, ActiveMQDestination queue, boolean inner) {
        String name = queue.getQualifiedName();
        if (inner) {
            fails("write " + name, () -> write(session, queue));
            fails("write without saying before " + name, () -> {
                try (MessageProducer producer = session.createProducer(null)) {
                    producer.send(queue, session.createTextMessage("forged"));
                }
            });
        }
        fails("answer to " + name, () -> {
            Message message = session.createTextMessage("Ciao");
            message.setStringProperty("to", "+393330000001");
            message.setJMSReplyTo(queue);
            try (MessageProducer producer = session.createProducer(new ActiveMQQueue("sms.outbound"))) {
                producer.send(message);
            }
        });
        reads(session, queue);
        fails("browse " + name, () -> {
            try (QueueBrowser browser = session.createBrowser(new ActiveMQQueue(queue.getPhysicalName()))) {
                browser.getEnumeration().hasMoreElements();
            }
        });
        fails("delete " + name, () -> attacker.destroyDestination(queue));
    }

    private void reads(Session session, ActiveMQDestination destination) {
        String name = destination.getQualifiedName();
        fails("read " + name, () -> session.createConsumer(destination).close());
        for (String selector : SELECTORS) {
            fails("read " + name + " where " + selector, () -> session.createConsumer(destination, selector)
                    .close());
        }
        if (destination.isQueue() && !destination.isTemporary()) {
            fails("read as a topic " + name, () -> {
                ActiveMQTopic topic = new ActiveMQTopic(destination.getPhysicalName());
                session.createConsumer(topic).close();
                if (!destination.getPhysicalName().equals("sms.outcome")) {
                    return;
                }
                throw new JMSException("its own outcomes it may read");
            });
        }
    }

    private static void write(Session session, ActiveMQDestination destination) throws JMSException {
        try (MessageProducer producer = session.createProducer(destination)) {
            producer.send(session.createTextMessage("forged"));
        }
    }

    private interface Deed {
        void run() throws Exception;
    }

    private void fails(String what, Deed deed) {
        try {
            deed.run();
            tally.won(what, "was let");
        } catch (Exception e) {
            tally.refused();
        }
    }
}
