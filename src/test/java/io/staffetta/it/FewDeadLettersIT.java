package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Step;
import jakarta.jms.Message;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A batch that goes wrong as a whole parks its account, instead of becoming as many dead letters as it has messages. */
class FewDeadLettersIT {

    private static final int MANY = 1_000;
    private static final int WINDOW = 20;
    private static final int CONCURRENCY = 8;

    private final RunningGateway gateway = RunningGateway.withAccounts(DemoAccounts.YAML.replaceFirst(
                    "(?m)^    url:", "    limits: {concurrency: " + CONCURRENCY + "}\n    url:"))
            .with("staffetta.breaker.probe-delays", "1h");

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void send(int many) throws Exception {
        send(many, "+393330000001", "row ");
    }

    private void send(int many, String to, String text) throws Exception {
        gateway.enqueueAtOnce(many, text, "to", to, "account", "messagenet");
    }

    private String accounts() {
        return gateway.request(Addresses.HTTP, "GET", "/v1/accounts").send().body();
    }

    private List<Message> deadLettersOfABatch(Step step, String parkedBecause) throws Exception {
        gateway.start();
        gateway.providers().script(step.forProvider("messagenet").times(1_000_000));
        send(MANY);
        await().atMost(RunningGateway.LIMIT).until(() -> accounts().contains(parkedBecause));
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.browse("sms.outbound").isEmpty());
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.browse("sms.dead-letter").size()
                        == gateway.providers().counts().requests());
        List<Message> dead = gateway.browse("sms.dead-letter");
        assertThat(dead.size()).isBetween(WINDOW, WINDOW + CONCURRENCY);

        gateway.providers().clearScript();
        gateway.request(Addresses.HTTP, "POST", "/v1/accounts/messagenet/unpark")
                .send();

        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.providers().counts().taken() == MANY - dead.size());
        assertThat(gateway.browse("sms.dead-letter")).hasSameSizeAs(dead);
        assertThat(gateway.providers().counts().twice()).as("texts differ").isZero();
        return dead;
    }

    @Test
    void parksTheAccountOfAProviderThatAnswersRubbish() throws Exception {
        Step rubbish = Step.status(200, "<html><body>Under maintenance</body></html>");

        assertThat(deadLettersOfABatch(rubbish, "of unknown outcome"))
                .allSatisfy(dead -> assertThat(dead.getStringProperty("reason")).isEqualTo("UNKNOWN"));
    }

    @Test
    void parksTheAccountWhoseSenderNameIsRefusedForEachMessageAndOpensItWithThatPutRight() throws Exception {
        gateway.with("staffetta.breaker.probe-delays", "1s");
        gateway.start();
        gateway.providers()
                .script(Step.of(Behaviour.SENDER_INVALID)
                        .forProvider("messagenet")
                        .times(1_000_000));
        send(MANY);
        await().atMost(RunningGateway.LIMIT).until(() -> accounts().contains("all refused alike"));
        await().atMost(RunningGateway.LIMIT)
                .until(() -> gateway.browse("sms.dead-letter").size() > WINDOW + CONCURRENCY);
        assertThat(accounts()).as("a probe that is refused alike shows nothing").contains("all refused alike");
        int probes = 10;
        assertThat(gateway.browse("sms.dead-letter")).hasSizeLessThan(WINDOW + CONCURRENCY + probes);

        gateway.providers().clearScript();

        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .map(Received::text)
                .anyMatch(("row " + (MANY - 1))::equals));
        assertThat(gateway.browse("sms.dead-letter"))
                .allSatisfy(dead -> assertThat(dead.getStringProperty("reason")).isEqualTo("REFUSED"));
        assertThat(gateway.providers().counts().twice()).isZero();
    }

    /** It is the numbers, not the account: each probe tries more of them than the one before. */
    @Test
    void reachesAGoodNumberBehindManyThatAreRefusedAlike() throws Exception {
        gateway.with("staffetta.breaker.probe-delays", "1s");
        gateway.start();
        send(80, "+393330000400", "bad ");
        await().atMost(RunningGateway.LIMIT).until(() -> accounts().contains("all refused alike"));
        send(1, "+393330000001", "good ");

        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .map(Received::text)
                .anyMatch("good 0"::equals));
        assertThat(accounts()).doesNotContain("all refused alike");
        assertThat(gateway.browse("sms.dead-letter"))
                .hasSize(80)
                .allSatisfy(dead -> assertThat(dead.getStringProperty("reason")).isEqualTo("REFUSED"));
    }

    @Test
    void parksTheAccountWhereEachConnectionIsClosedWithoutAnAnswer() throws Exception {
        deadLettersOfABatch(Step.of(Behaviour.HANG_UP), "of unknown outcome");
    }
}
