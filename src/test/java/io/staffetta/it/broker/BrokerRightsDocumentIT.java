package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.broker.BrokerOutage;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.FreePorts;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.SenderRightsOf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.filter.DestinationMapEntry;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.AuthorizationEntry;
import org.apache.activemq.security.AuthorizationPlugin;
import org.apache.activemq.security.DefaultAuthorizationMap;
import org.apache.activemq.security.SimpleAuthenticationPlugin;
import org.apache.activemq.security.TempDestinationAuthorizationEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rights that the page on brokers gives gateways and senders on ActiveMQ Classic are enough for both, and no more. */
class BrokerRightsDocumentIT {

    private static final Path PAGE = Path.of("src/docs/brokers.md");
    private static final Pattern ENTRY = Pattern.compile(
            "<(authorizationEntry|tempDestinationAuthorizationEntry) (?:(queue|topic)=\"([^\"]+)\"\\s+)?"
                    + "read=\"([^\"]+)\" write=\"([^\"]+)\" admin=\"([^\"]+)\"/>");

    private final BrokerService broker = new BrokerService();
    private final int port = FreePorts.next();
    private final RunningGateway gateway = RunningGateway.withAccounts(DemoAccounts.YAML);

    @BeforeEach
    void start() throws Exception {
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        SimpleAuthenticationPlugin users = new SimpleAuthenticationPlugin(List.of(
                new AuthenticationUser("gateway", "gateway-password", "gateways"),
                new AuthenticationUser("sender", "sender-password", "senders"),
                new AuthenticationUser("admin", "admin-password", "admins")));
        broker.setPlugins(new BrokerPlugin[] {users, new AuthorizationPlugin(documented())});
        broker.addConnector("tcp://127.0.0.1:" + port);
        broker.start();
        broker.waitUntilStarted();
        gateway.with("staffetta.broker.url", "tcp://127.0.0.1:" + port)
                .with("staffetta.broker.user", "gateway")
                .with("staffetta.broker.password", "gateway-password")
                .with("staffetta.broker.key", ExternalBroker.KEY)
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        broker.stop();
    }

    private static DefaultAuthorizationMap documented() throws Exception {
        DefaultAuthorizationMap map = new DefaultAuthorizationMap();
        @SuppressWarnings("rawtypes")
        List<DestinationMapEntry> entries = new ArrayList<>();
        for (MatchResult found : ENTRY.matcher(Files.readString(PAGE)).results().toList()) {
            AuthorizationEntry entry =
                    found.group(2) == null ? new TempDestinationAuthorizationEntry() : new AuthorizationEntry();
            entry.setRead(found.group(4));
            entry.setWrite(found.group(5));
            entry.setAdmin(found.group(6));
            if (entry instanceof TempDestinationAuthorizationEntry temporary) {
                map.setTempDestinationAuthorizationEntry(temporary);
                continue;
            }
            String name = found.group(3).replace("&gt;", ">");
            if (found.group(2).equals("queue")) {
                entry.setQueue(name);
            } else {
                entry.setTopic(name);
            }
            entries.add(entry);
        }
        assertThat(entries).hasSizeGreaterThan(4);
        map.setAuthorizationEntries(entries);
        return map;
    }

    @Test
    void letSendersSendAndHearAndNothingElse() throws Exception {
        SenderRightsOf.check(
                new ActiveMQConnectionFactory("sender", "sender-password", "tcp://127.0.0.1:" + port), true);
        assertThat(BrokerOutage.isOn())
                .as("a queue that the gateway may not read")
                .isFalse();
    }
}
