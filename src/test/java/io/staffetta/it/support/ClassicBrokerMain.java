package io.staffetta.it.support;

import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.SslBrokerService;
import org.apache.activemq.broker.region.DestinationInterceptor;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;
import org.apache.activemq.broker.region.policy.SharedDeadLetterStrategy;
import org.apache.activemq.broker.region.virtual.CompositeQueue;
import org.apache.activemq.broker.region.virtual.FilteredDestination;
import org.apache.activemq.broker.region.virtual.VirtualDestination;
import org.apache.activemq.broker.region.virtual.VirtualDestinationInterceptor;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.SimpleAuthenticationPlugin;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/**
 * An ActiveMQ Classic broker with its queues on disk, and with the settings that src/docs/brokers.md asks for. Arguments: folder,
 * port, port for TLS, key store, password of the key store, user, password.
 */
final class ClassicBrokerMain {

    private ClassicBrokerMain() {}

    public static void main(String[] args) throws Exception {
        SslBrokerService broker = new SslBrokerService();
        broker.setBrokerName("classic");
        broker.setUseJmx(false);
        broker.setDataDirectory(args[0]);
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(Path.of(args[0], "kahadb").toFile());
        broker.setPersistenceAdapter(store);
        broker.setPlugins(new BrokerPlugin[] {
            new SimpleAuthenticationPlugin(List.of(new AuthenticationUser(args[5], args[6], "users")))
        });
        broker.setDestinationPolicy(policies());
        broker.setDestinationInterceptors(new DestinationInterceptor[] {urgentFirst()});
        broker.addConnector("tcp://127.0.0.1:" + args[1]);
        tls(broker, args);
        broker.start();
        broker.waitUntilStopped();
    }

    private static void tls(SslBrokerService broker, String[] args) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(Path.of(args[3]).toFile(), args[4].toCharArray()), args[4].toCharArray());
        broker.addSslConnector("ssl://127.0.0.1:" + args[2], keys.getKeyManagers(), null, null);
    }

    private static VirtualDestinationInterceptor urgentFirst() throws Exception {
        FilteredDestination urgent = new FilteredDestination();
        urgent.setQueue("sms.outbound.urgent");
        urgent.setSelector("JMSPriority > 6 OR priority = 'high'");
        CompositeQueue intake = new CompositeQueue();
        intake.setName("sms.outbound");
        intake.setForwardTo(List.of(urgent));
        intake.setSendWhenNotMatched(true);
        VirtualDestinationInterceptor interceptor = new VirtualDestinationInterceptor();
        interceptor.setVirtualDestinations(new VirtualDestination[] {intake});
        return interceptor;
    }

    private static PolicyMap policies() {
        PolicyEntry ours = new PolicyEntry();
        ours.setQueue("sms.>");
        ours.setPrioritizedMessages(true);
        SharedDeadLetterStrategy givenUp = new SharedDeadLetterStrategy();
        givenUp.setDeadLetterQueue(new ActiveMQQueue("sms.broker-dead-letter"));
        ours.setDeadLetterStrategy(givenUp);
        PolicyEntry deadLetters = new PolicyEntry();
        deadLetters.setQueue("sms.dead-letter");
        deadLetters.setMaxPageSize(100_000);
        deadLetters.setMaxBrowsePageSize(100_000);
        PolicyMap policies = new PolicyMap();
        policies.setPolicyEntries(List.of(ours, deadLetters));
        return policies;
    }
}
