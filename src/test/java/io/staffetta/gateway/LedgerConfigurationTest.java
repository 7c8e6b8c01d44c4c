package io.staffetta.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.staffetta.config.Home;
import io.staffetta.config.Settings;
import io.staffetta.gateway.settings.GatewaySettings;
import io.staffetta.ledger.Ledger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LedgerConfigurationTest {

    @TempDir
    private Path folder;

    @Test
    void warnsThatGatewaysOfOneBrokerNeedOneLedger() {
        assertThat(warningsOfAStart(Map.of("staffetta.broker.url", "tcp://broker1:61616")))
                .singleElement()
                .asString()
                .contains("staffetta.ledger.url = embedded", "one PostgreSQL ledger together");
        assertThat(warningsOfAStart(Map.of())).isEmpty();
    }

    private List<String> warningsOfAStart(Map<String, String> overrides) {
        Logger logger = (Logger) LoggerFactory.getLogger(LedgerConfiguration.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Level before = logger.getLevel();
        lines.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(lines);
        try (Ledger ledger = LedgerConfiguration.open(
                new Home(folder),
                GatewaySettings.of(Settings.read(folder.resolve("none"), Map.of(), overrides)),
                false)) {
            assertThat(ledger.isAvailable()).isTrue();
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(before);
        }
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
