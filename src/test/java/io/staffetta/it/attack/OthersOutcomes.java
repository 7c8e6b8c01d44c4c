package io.staffetta.it.attack;

import io.staffetta.it.support.RunningGateway;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;

/** Selectors made of all that SQL-92 has, on the topic of the outcomes: none shows what another application sent. */
final class OthersOutcomes implements Attack {

    private static final int SELECTORS = 500;
    private static final List<String> TERMS = List.of(
            "TRUE",
            "1=1",
            "application IS NOT NULL",
            "application = 'bob'",
            "application IS NULL",
            "application LIKE '%'",
            "application <> 'the-sender'",
            "application IN ('bob','the-sender')",
            "reference = 'bob-1'",
            "JMSPriority > -1",
            "application BETWEEN 'a' AND 'z'",
            "'a' = 'a'",
            "JMSMessageID LIKE 'ID:%'",
            "source LIKE '%bob%'",
            "JMSType IS NULL",
            "NOT FALSE",
            "application = 'bob' OR 1=1");
    private static final List<String> BREAKS = List.of(
            ")", "(", "') OR ('1'='1", "1=1) OR (1=1", "-- x", "/* x", "*/", "' OR '", "\\", ";", "1=1))((", "\u0000");

    @Override
    public String what() {
        return "Others' outcomes, by selectors";
    }

    @Override
    public void on(Victim victim, Tally tally) throws Exception {
        String bob = victim.token("bob", "\"role\": \"sender\"");
        Map<MessageConsumer, String> consumers = new LinkedHashMap<>();
        try (ActiveMQConnection sender = victim.attacker();
                ActiveMQConnection shared = victim.openWire(
                        victim.gateway.credentials().user(),
                        victim.gateway.credentials().password());
                ActiveMQConnection other = victim.openWire("bob", bob)) {
            for (ActiveMQConnection attacker : List.of(sender, shared)) {
                attacker.getPrefetchPolicy().setTopicPrefetch(10);
                Session session = attacker.createSession(false, Session.AUTO_ACKNOWLEDGE);
                for (int i = 0; i < SELECTORS / 2; i++) {
                    String selector = selector(victim.random);
                    try {
                        consumers.put(session.createConsumer(new ActiveMQTopic("sms.outcome"), selector), selector);
                    } catch (JMSException e) {
                        tally.refused();
                    }
                }
            }
            Session own = other.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer outcomes = own.createConsumer(new ActiveMQTopic("sms.outcome"));
            send(own, "bob-1");
            expect(outcomes, "bob-1");
            // When the attackers have had the next outcome of their own, that of the other has passed them.
            for (ActiveMQConnection attacker : List.of(sender, shared)) {
                Session session = attacker.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer fence = session.createConsumer(new ActiveMQTopic("sms.outcome"));
                String reference = attacker == sender ? "fence-1" : "fence-2";
                send(session, reference);
                expect(fence, reference);
            }
            for (Map.Entry<MessageConsumer, String> consumer : consumers.entrySet()) {
                List<String> seen = new ArrayList<>();
                for (Message message = consumer.getKey().receiveNoWait();
                        message != null;
                        message = consumer.getKey().receiveNoWait()) {
                    seen.add(message.getBody(String.class));
                }
                tally.harmlessUnless(seen.toString().contains("bob"), consumer.getValue(), seen);
            }
        }
    }

    private static void send(Session session, String reference) throws JMSException {
        TextMessage message = session.createTextMessage("Ciao");
        message.setStringProperty("to", "+393330000001");
        message.setStringProperty("reference", reference);
        message.setStringProperty("account", "kpnqwest");
        session.createProducer(new ActiveMQQueue("sms.outbound")).send(message);
    }

    private static void expect(MessageConsumer outcomes, String reference) throws JMSException {
        for (Message outcome = outcomes.receive(RunningGateway.LIMIT.toMillis());
                !outcome.getBody(String.class).contains("\"" + reference + "\"");
                outcome = outcomes.receive(RunningGateway.LIMIT.toMillis())) {
            // That of an earlier message of this application.
        }
    }

    private static String selector(Random random) {
        StringBuilder selector = new StringBuilder(TERMS.get(random.nextInt(TERMS.size())));
        for (int more = random.nextInt(4); more > 0; more--) {
            String term = TERMS.get(random.nextInt(TERMS.size()));
            switch (random.nextInt(4)) {
                case 0 -> selector.append(" OR ").append(term);
                case 1 -> selector.insert(0, "NOT (").append(") OR ").append(term);
                case 2 -> selector.append(" OR (").append(term).append(")");
                default -> selector.append(BREAKS.get(random.nextInt(BREAKS.size())));
            }
        }
        return selector.toString();
    }
}
