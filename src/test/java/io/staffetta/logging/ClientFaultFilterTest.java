package io.staffetta.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the log as it is shipped, in both of its formats. */
class ClientFaultFilterTest {

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void tellsAThousandConnectionsThatBreakAsOneLineForEachKind(String format) throws Exception {
        String log = ShippedLog.written(format, context -> {
            var transport = context.getLogger("org.apache.activemq.broker.TransportConnection.Transport");
            var stomp = context.getLogger("org.apache.activemq.transport.stomp.ProtocolConverter");
            for (int port = 1; port <= 1000; port++) {
                transport.warn(
                        "Transport Connection to: {} failed: {}", "tcp://127.0.0.1:" + port, "java.io.EOFException");
                transport.warn(
                        "Transport Connection to: {} failed: {}",
                        "tcp://[fe80::" + Integer.toHexString(port) + "]:" + port,
                        "Frame size of " + port + " MB is larger than max allowed 64 KB");
                stomp.warn("Exception occurred for client {} processing: {}", port, "x");
            }
        });

        assertThat(log.lines()).hasSize(3);
        assertThat(log)
                .contains(
                        "Transport Connection to: tcp://127.0.0.1:1 failed: java.io.EOFException",
                        "Frame size of 1 MB is larger than max allowed 64 KB",
                        "Exception occurred for client 1 processing: x");
    }
}
