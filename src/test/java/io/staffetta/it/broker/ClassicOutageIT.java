package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.ClassicBrokerProcess;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.GatewayProcess;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Outages of ActiveMQ Classic. */
class ClassicOutageIT extends BrokerOutageSentences {

    ClassicOutageIT() {
        super(new ClassicBrokerProcess());
    }

    @Test
    void waitsForABrokerThatComesLaterAndTellsOfOutagesInAFewLines() throws Exception {
        try (ExternalBroker broker = new ClassicBrokerProcess();
                GatewayProcess gateway = new GatewayProcess().on(broker).start()) {
            assertThat(gateway.output())
                    .contains(
                            "The broker at " + broker.url() + " cannot be reached, see staffetta.broker.url",
                            "JMS         " + broker.url());
            broker.start();
            awaitInOutput(gateway, "The broker is available again");
            // Answered after two seconds: what is under way when the broker dies.
            send(broker, "+393330000505", "sluggish", 20);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> gateway.providers().counts().requests() >= 10);
            broker.kill();
            awaitInOutput(gateway, "could not be acknowledged and will be delivered again");
            broker.start();
            send(broker, "+393330000001", "afterwards", 1);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(gateway.providers().received())
                            .anySatisfy(received -> assertThat(received.text()).startsWith("afterwards")));

            assertThat(gateway.output()).doesNotContain("\tat ", "Caused by", "sluggish", "afterwards", "0000505");
            assertThat(gateway.output().lines().filter(line -> line.contains("BrokerOutage")))
                    .hasSizeLessThan(20);
        }
    }

    private static void awaitInOutput(GatewayProcess gateway, String words) {
        await().atMost(Duration.ofSeconds(60)).until(() -> gateway.output().contains(words));
    }

    private static void send(ExternalBroker broker, String to, String text, int count) throws Exception {
        try (Connection connection = broker.connect();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            for (int i = 0; i < count; i++) {
                Message message = session.createTextMessage(text + " " + i);
                message.setStringProperty("to", to);
                session.createProducer(session.createQueue("sms.outbound")).send(message);
            }
        }
    }
}
