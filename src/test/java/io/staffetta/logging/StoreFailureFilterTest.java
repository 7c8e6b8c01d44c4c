package io.staffetta.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.activemq.broker.BrokerStoppedException;
import org.apache.activemq.broker.SuppressReplyException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the log as it is shipped, in both of its formats. */
class StoreFailureFilterTest {

    private static IOException full() {
        return new IOException("No space left on device");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void leavesOutWhatTheBrokerSaysOfEachMessageThatItCannotStore(String format) throws Exception {
        String log = ShippedLog.written(format, context -> {
            var store = context.getLogger("org.apache.activemq.store.kahadb.MessageDatabase");
            store.error("KahaDB failed to store to Journal, command of type: {}", "KAHA_ADD_MESSAGE_COMMAND", full());
            store.error("Checkpoint failed", full());
            context.getLogger("org.apache.activemq.store.kahadb.disk.journal.DataFileAppender")
                    .warn("Journal failed while writing at: {}", 112_423, full());
            context.getLogger("org.apache.activemq.broker.TransportConnection.Transport")
                    .warn("Transport Connection to: {} failed: {}", "vm", "The queues cannot be written");
            context.getLogger("org.apache.activemq.broker.LocalTransaction")
                    .warn("COMMIT FAILED", new IllegalStateException(new SuppressReplyException("x", full())));
            context.getLogger("org.apache.activemq.store.kahadb.KahaDBStore")
                    .error(
                            "Could not stop service: {}. Reason: {}",
                            "KahaDB:[data]",
                            "null",
                            new NullPointerException());
            context.getLogger("io.staffetta.broker.embedded.BrokerSetup$1")
                    .error("Could not stop service: KahaDBPersistenceAdapter[data]. Reason: full", full());
            context.getLogger("org.springframework.jms.connection.JmsTransactionManager")
                    .error("Commit exception overridden by rollback exception", new BrokerStoppedException("stopped"));
        });

        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void saysWhatAnEndOfTheJournalMeansThatIsNotWhole(String format) throws Exception {
        String log = ShippedLog.written(format, context -> {
            var journal = context.getLogger("org.apache.activemq.store.kahadb.disk.journal.Journal");
            journal.warn("Corrupt journal records found in '{}' from offset: {} to EOF", "/data/db-1.log", "7..9");
            journal.warn("Corrupt journal records found in '{}' between offsets: {}", "/data/db-2.log", "7..9");
        });

        assertThat(log.lines()).hasSize(2);
        assertThat(log)
                .contains(
                        "The end of /data/db-1.log was not written as a whole, and is left out: nobody was told that it",
                        "Corrupt journal records found in '/data/db-2.log' between offsets: 7..9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void leavesEveryOtherLineAsItIs(String format) throws Exception {
        String log = ShippedLog.written(format, context -> {
            context.getLogger("org.apache.activemq.store.kahadb.MessageDatabase")
                    .warn("Index corrupted. Recovering the index through journal replay");
            context.getLogger("org.springframework.jms.connection.JmsTransactionManager")
                    .error("Commit exception overridden by rollback exception", new IllegalStateException("ours"));
            context.getLogger("io.staffetta.broker.embedded.StoreFailure")
                    .error("The queues cannot be written: {}", "full");
        });

        assertThat(log).contains("Index corrupted", "ours", "The queues cannot be written: full");
    }
}
