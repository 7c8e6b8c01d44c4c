package io.staffetta.broker.embedded;

import io.staffetta.broker.VmConnections;
import io.staffetta.broker.embedded.rights.BrokerLogins;
import io.staffetta.broker.embedded.rights.RefusalLog;
import io.staffetta.thread.RightOfWay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.command.ActiveMQDestination;

/** Runs the broker without ports, for work on what waits on its queues before anybody else can reach it. */
public final class BrokerWithoutPorts {

    private BrokerWithoutPorts() {}

    /**
     * Runs a broker on files that are there already, without ports, so that only this process reaches it.
     *
     * @param data folder of its files; if there are none nothing is done
     * @param logins who may connect
     * @param work is called with the names of all its queues, while it runs
     * @throws IllegalStateException if the data are in use by another process
     */
    public static void run(Path data, BrokerLogins logins, Consumer<List<String>> work) {
        if (!Files.exists(data.resolve("kahadb"))) {
            return;
        }
        BrokerSetup setup = new BrokerSetup(
                data,
                "",
                logins,
                new ClientLimit(BrokerLimits.DEFAULT, new RefusalLog(Clock.systemUTC())),
                Optional.empty(),
                new RightOfWay());
        try (StoreFailure failure = new StoreFailure(data, () -> {})) {
            BrokerService inner = setup.buildInner(failure);
            try {
                inner.start();
                inner.waitUntilStarted();
                VmConnections.of(EmbeddedBroker.NAME).open();
                work.accept(inner.getPersistenceAdapter().getDestinations().stream()
                        .filter(ActiveMQDestination::isQueue)
                        .map(ActiveMQDestination::getPhysicalName)
                        .toList());
            } finally {
                inner.stop();
                inner.waitUntilStopped();
                VmConnections.of(EmbeddedBroker.NAME).close("The embedded broker has not started yet");
            }
        } catch (Exception e) {
            throw EmbeddedBroker.cannotStart(e, data);
        }
    }
}
