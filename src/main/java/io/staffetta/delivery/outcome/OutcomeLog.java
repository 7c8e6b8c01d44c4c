package io.staffetta.delivery.outcome;

import io.staffetta.broker.BrokerOutage;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.logging.RepeatedFaults;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Logs each outcome in one line. */
public final class OutcomeLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.staffetta.outcome");

    private final RepeatedFaults faults;

    /**
     * @param faults tells what comes again and again
     */
    public OutcomeLog(RepeatedFaults faults) {
        this.faults = faults;
    }

    /** Writes that an outcome could not be published, as while the broker is away: it is decided all the same. */
    public void writeNotPublished(@Variable("event") OutcomeEvent event, @ExchangeException Exception failure) {
        faults.warn(
                LOG,
                "untold " + failure.getClass(),
                "Message " + event.id() + ": its outcome could not be told: " + BrokerOutage.words(failure));
    }

    /** Writes an outcome; numbers in it are masked already, and there is no text in it. */
    public void write(@Variable("event") OutcomeEvent event) {
        LoggingEventBuilder line = event.isFinal() && !event.outcome().isGood() ? LOG.atWarn() : LOG.atInfo();
        line = add(line.addKeyValue("messageId", event.id()), "account", event.account())
                .addKeyValue("attempt", event.attempts())
                .addKeyValue("outcome", event.outcome().name())
                .addKeyValue("ms", event.millis());
        line = add(line, "to", event.to());
        line = add(line, "reference", event.reference());
        line = add(line, "providerMessageId", event.providerMessageId());
        line = add(line, "code", event.providerCode());
        line = add(line, "next", event.nextAttempt());
        line.log(event.detail() == null ? "accepted" : event.detail());
    }

    private static LoggingEventBuilder add(LoggingEventBuilder line, String key, String value) {
        return value == null ? line : line.addKeyValue(key, value);
    }
}
