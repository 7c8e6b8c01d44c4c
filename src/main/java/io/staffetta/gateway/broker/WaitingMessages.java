package io.staffetta.gateway.broker;

import io.staffetta.broker.BrokerUrl;
import io.staffetta.broker.QueueNames;
import io.staffetta.broker.embedded.QueueSealing;
import io.staffetta.config.Home;
import io.staffetta.gateway.settings.GatewaySettings;
import io.staffetta.message.Seal;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals, once, what waits on the queues of a gateway that ran before there were seals, so that it is still sent. With the
 * embedded broker nobody else can reach the queues meanwhile.
 */
final class WaitingMessages {

    private static final Logger LOG = LoggerFactory.getLogger(WaitingMessages.class);

    private final GatewaySettings settings;
    private final Path done;

    WaitingMessages(Home home, GatewaySettings settings, boolean sandbox) {
        this.settings = settings;
        done = home.data(sandbox).resolve(settings.broker().isEmbedded() ? "broker-sealed" : "external-broker-sealed");
    }

    /** Whether that is still to be done. */
    boolean areUnsealed() {
        return !Files.exists(done);
    }

    /** The queues of a gateway on an external broker, which does not tell which it has. */
    List<String> queues(Collection<String> accounts) {
        List<String> queues = new ArrayList<>();
        accounts.forEach(account -> queues.addAll(List.of("sms.account." + account, "sms.urgent." + account)));
        settings.retry().schedule().names().forEach(step -> queues.add("sms.retry." + step));
        queues.addAll(List.of(QueueNames.DEAD_LETTER, QueueNames.INTERVENTION));
        return queues;
    }

    /**
     * Seals what waits on an external broker, if that can be reached now: else another start does it.
     *
     * @param connections that fail if it is away, instead of waiting
     */
    void sealIfReached(ConnectionFactory connections, Collection<String> accounts, Seal seal) {
        try {
            seal(connections, queues(accounts), seal);
            note();
        } catch (IllegalStateException e) {
            LOG.warn("{}; the next start tries it again, see staffetta.broker.unsealed-until", e.getMessage());
        }
    }

    /**
     * Seals what waits.
     *
     * @param queues the gateway's queues
     * @throws IllegalStateException if that is not certain
     */
    void seal(ConnectionFactory connections, Collection<String> queues, Seal seal) {
        try {
            int sealed = new QueueSealing(connections, seal).seal(queues);
            if (sealed > 0) {
                LOG.info("Sealed {} messages that waited on the gateway's queues from before there were seals", sealed);
            }
        } catch (JMSException e) {
            throw new IllegalStateException(
                    "What waits on the queues of "
                            + BrokerUrl.shown(settings.broker().url())
                            + " from before there were seals could not be sealed: " + e.getMessage(),
                    e);
        }
    }

    /** Notes that it is done. */
    void note() {
        try {
            Files.createDirectories(done.getParent());
            Files.writeString(done, "What waits on the gateway's queues is sealed since " + Instant.now() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + done + ": " + e.getMessage(), e);
        }
    }
}
