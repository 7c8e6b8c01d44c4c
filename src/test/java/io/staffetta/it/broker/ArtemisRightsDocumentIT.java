package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.broker.BrokerOutage;
import io.staffetta.it.support.ArtemisServer;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.SenderRightsOf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

/** The rights that the page on brokers gives gateways and senders on Artemis are enough for both, and no more. */
class ArtemisRightsDocumentIT {

    private static final Path PAGE = Path.of("src/docs/brokers.md");
    private static final Pattern SETTING =
            Pattern.compile("<security-setting match=.*?</security-setting>", Pattern.DOTALL);

    private static String documented() throws Exception {
        String settings = SETTING.matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining("\n"));
        assertThat(settings).contains("sms.outbound", "sms.outcome");
        return settings;
    }

    @Test
    void letSendersSendAndHearAndNothingElse() throws Exception {
        try (ArtemisServer broker =
                        ArtemisServer.withRights(documented(), Map.of("gateway", "gateways", "sender", "senders"));
                RunningGateway gateway = RunningGateway.withAccounts(DemoAccounts.YAML)) {
            broker.start();
            gateway.with("staffetta.broker.url", "tcp://127.0.0.1:" + broker.port())
                    .with("staffetta.broker.user", "gateway")
                    .with("staffetta.broker.password", "gateway")
                    .with("staffetta.broker.key", ExternalBroker.KEY)
                    .start();

            SenderRightsOf.check(
                    new ActiveMQConnectionFactory("sender", "sender", "tcp://127.0.0.1:" + broker.port()), false);
            assertThat(BrokerOutage.isOn())
                    .as("a queue that the gateway may not read")
                    .isFalse();
        }
    }
}
