package io.staffetta.delivery.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.delivery.Reason;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.State;
import io.staffetta.logging.RepeatedFaults;
import io.staffetta.provider.BusyException;
import io.staffetta.provider.DeliveryReport;
import io.staffetta.provider.RefusedException;
import io.staffetta.provider.Submission;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutcomeLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.staffetta.outcome");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final OutcomeEvents events = new OutcomeEvents(DeliverySamples.CLOCK);
    private final Level before = logger.getLevel();

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }

    private String written(OutcomeEvent event) {
        new OutcomeLog(new RepeatedFaults()).write(event);
        assertThat(lines.list).hasSize(1);
        ILoggingEvent line = lines.list.get(0);
        return line.getLevel() + " " + line.getFormattedMessage() + " "
                + line.getKeyValuePairs().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    @Test
    void saysThatAMessageWasAccepted() {
        Submission submission =
                new Submission("x", DeliverySamples.account("main"), DeliverySamples.TO, DeliverySamples.TEXT, "", 1);

        assertThat(written(events.accepted(DeliverySamples.delivery(1), submission, "77")))
                .isEqualTo("INFO accepted messageId=\"" + DeliverySamples.ID + "\" account=\"main\" attempt=\"1\""
                        + " outcome=\"ACCEPTED\" ms=\"0\" to=\"+39********01\" reference=\"r-1\""
                        + " providerMessageId=\"77\"");
    }

    private static MessageRecord taken() {
        return MessageRecord.of(
                new Entry(DeliverySamples.message(), "main", 1, 0, State.ACCEPTED, "", "", DeliverySamples.NOW));
    }

    private OutcomeEvent reported(DeliveryReport.State state) {
        return events.reported(taken(), "messagenet", new DeliveryReport(state, "on the phone", DeliverySamples.NOW));
    }

    @Test
    void warnsOfNothingThatWasDelivered() {
        assertThat(written(reported(DeliveryReport.State.DELIVERED))).startsWith("INFO on the phone");
    }

    @Test
    void warnsOfAMessageThatWasNotDelivered() {
        assertThat(written(reported(DeliveryReport.State.UNDELIVERED))).startsWith("WARN on the phone");
    }

    @Test
    void warnsOfAMessageThatNeedsAPerson() {
        assertThat(written(events.dead(
                        DeliverySamples.delivery(1), 1, Reason.REFUSED, new RefusedException("bad number", 400, "7"))))
                .startsWith("WARN bad number messageId=")
                .contains("outcome=\"REFUSED\"", "code=\"7\"")
                .doesNotContain("3330000001", DeliverySamples.TEXT, "hush-hush");
    }

    @Test
    void doesNotWarnOfAMessageThatIsTriedAgain() {
        assertThat(written(events.notYet(
                        DeliverySamples.delivery(1),
                        new BusyException("later", 503, "", Duration.ZERO),
                        DeliverySamples.NOW.plusSeconds(10))))
                .startsWith("INFO later messageId=")
                .contains("outcome=\"BUSY\"", "next=\"2026-01-31T12:00:10Z\"");
    }

    @Test
    void writesNothingWhereNothingIsKnown() {
        assertThat(written(events.unreadable(
                        DeliverySamples.ID,
                        "jms",
                        Reason.MALFORMED,
                        new IllegalArgumentException("not readable").getMessage())))
                .doesNotContain("account", "null");
    }
}
