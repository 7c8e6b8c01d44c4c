package io.staffetta.logging;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import java.util.function.Consumer;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.MessageDispatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** With the log as it is shipped, in both of its formats. */
class NoMessagesInLogTest {

    private static String logged(String format, Consumer<Logger> deed) throws Exception {
        return ShippedLog.written(
                format, context -> deed.accept(context.getLogger("org.apache.activemq.ActiveMQMessageConsumer")));
    }

    private static MessageDispatch dispatch() throws JMSException {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setText("Porta aperta");
        message.setStringProperty("to", "+393330000001");
        MessageDispatch dispatch = new MessageDispatch();
        dispatch.setDestination(new ActiveMQQueue("sms.account.main"));
        dispatch.setMessage(message);
        return dispatch;
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void writesALineWithoutTheMessageInIt(String format) throws Exception {
        MessageDispatch dispatch = dispatch();

        String log = logged(format, logger -> {
            logger.warn("{} suppresses a duplicate: {}", "consumer 1", dispatch);
            logger.error("Received: " + dispatch);
        });

        assertThat(log)
                .contains("consumer 1 suppresses a duplicate: ", "Received: ", "sms.account.main", "(a message)")
                .doesNotContain("3330000001", "Porta");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void namesAnExceptionThatRepeatsAMessage(String format) throws Exception {
        MessageDispatch dispatch = dispatch();

        String log = logged(format, logger -> {
            logger.warn("Failed", new IllegalStateException(new IllegalArgumentException("Bad: " + dispatch)));
            logger.warn("Failed {}", "again", new IllegalArgumentException("Bad: " + dispatch));
        });

        assertThat(log)
                .contains("Failed java.lang.IllegalStateException", "Failed again java.lang.IllegalArgumentException")
                .doesNotContain("3330000001", "Porta");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void leavesEveryOtherLineAsItIs(String format) throws Exception {
        String log = logged(format, logger -> logger.warn("No {}", "answer", new IllegalStateException("why")));

        assertThat(log).contains("No answer", "IllegalStateException", "why", "NoMessagesInLogTest");
    }
}
