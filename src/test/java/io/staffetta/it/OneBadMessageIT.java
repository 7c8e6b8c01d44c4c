package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Step;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One message that a provider refuses as if the account could not be used does not hold up those behind it. */
class OneBadMessageIT {

    private static final String BLOCKED = "+393330000099";
    private static final String PAGE =
            "<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>";

    private RunningGateway gateway;

    private void start(String probeDelays) {
        gateway = RunningGateway.withAccounts(
                        DemoAccounts.YAML.replaceFirst("(?m)^    url:", "    limits: {concurrency: 1}\n    url:"))
                .with("staffetta.park.probe-delays", probeDelays)
                .start();
        gateway.providers()
                .script(Step.status(403, PAGE)
                        .forProvider("messagenet")
                        .forRecipient(BLOCKED)
                        .times(1_000_000));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void awaitReceived(String text) {
        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .map(Received::text)
                .anyMatch(text::equals));
    }

    private void awaitParked() {
        await().atMost(RunningGateway.LIMIT).until(() -> gateway.request(Addresses.HTTP, "GET", "/v1/accounts")
                .send()
                .body()
                .contains("HTTP 403"));
    }

    @Test
    void opensTheAccountWithTheNextMessageAndRefusesTheOneThatParkedIt() throws Exception {
        start("1s, 1h");
        gateway.enqueue("blocked", "to", BLOCKED);
        awaitParked();
        for (int i = 0; i < 5; i++) {
            gateway.enqueue("good " + i, "to", "+393330000001");
        }

        for (int i = 0; i < 5; i++) {
            awaitReceived("good " + i);
        }
        Message dead = gateway.deadLetter();
        assertThat(dead.getStringProperty("reason")).isEqualTo("REFUSED");
        assertThat(dead.getStringProperty("httpStatus")).isEqualTo("403");
        assertThat(dead.getStringProperty("detail")).contains("took another in between");
        assertThat(dead.getBody(String.class)).isEqualTo("blocked");
        gateway.enqueue("goes on", "to", "+393330000001");
        awaitReceived("goes on");
        assertThat(gateway.providers().counts().twice()).isZero();
    }

    @Test
    void triesWhatComesLaterAtOnceWhereOnlyTheBlockedOneWaited() throws Exception {
        start("1s, 1h");
        gateway.enqueue("blocked", "to", BLOCKED);
        awaitParked();
        // Its own next try is an hour away after this one.
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.providers().counts().requests() >= 2);

        gateway.enqueue("comes later", "to", "+393330000001");

        awaitReceived("comes later");
        assertThat(gateway.deadLetter().getStringProperty("reason")).isEqualTo("REFUSED");
    }

    @Test
    void opensWithAGoodMessageAlsoWhereSeveralBlockedOnesAreUrgent() throws Exception {
        start("1s");
        for (int i = 0; i < 3; i++) {
            gateway.enqueue("blocked " + i, "to", BLOCKED, "priority", "high");
        }
        awaitParked();
        gateway.enqueue("good", "to", "+393330000001");

        awaitReceived("good");
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.deadLetter().getStringProperty("reason")).isEqualTo("REFUSED");
        }
        assertThat(gateway.providers().counts().twice()).isZero();
    }

    @Test
    void endsTheOneThatIsAllThereIsAtItsDeadline() throws Exception {
        start("1s");
        gateway.enqueue("blocked", "to", BLOCKED, "validFor", "PT8S");

        assertThat(reasonOfDeadLetter()).isEqualTo("EXPIRED");
        assertThat(gateway.providers().counts().requests()).isBetween(1L, 8L);
    }

    private String reasonOfDeadLetter() throws JMSException {
        return gateway.deadLetter().getStringProperty("reason");
    }

    @Test
    void sendsTheOneThatParkedTheAccountWhenItWasNotItsFault() throws Exception {
        start("1s, 1h");
        gateway.providers().changePassword("messagenet", "another");
        gateway.enqueue("the first", "to", "+393330000001");
        gateway.enqueue("the second", "to", "+393330000001");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.providers().counts().requests() >= 1);

        gateway.providers().changePassword("messagenet", "demo-password");

        awaitReceived("the first");
        awaitReceived("the second");
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();
    }
}
