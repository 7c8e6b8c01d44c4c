package io.staffetta.broker.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.usage.SystemUsage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the broker's disk space to what it has there and nearly all that is free. Near it senders are made to wait,
 * before the disk is full. The broker's own limit would be a fixed number.
 */
final class DiskLimit {

    private static final Logger LOG = LoggerFactory.getLogger(DiskLimit.class);

    private static final int PERCENT_OF_FREE = 95;

    private DiskLimit() {}

    /**
     * Sets it by what is free now.
     *
     * @param data folder of the broker's files
     */
    static void set(BrokerService broker, Path data) {
        try {
            SystemUsage usage = broker.getSystemUsage();
            long room = Files.getFileStore(data).getUsableSpace() / 100 * PERCENT_OF_FREE;
            usage.getStoreUsage().setLimit(usage.getStoreUsage().getUsage() + room);
            usage.getTempUsage().setLimit(room / 2);
        } catch (IOException | RuntimeException e) {
            LOG.debug("The limit stays as it is", e);
        }
    }
}
