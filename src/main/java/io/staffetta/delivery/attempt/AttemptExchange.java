package io.staffetta.delivery.attempt;

import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.EndedAttempt;
import io.staffetta.delivery.OpenAttempt;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.delivery.Phase;
import io.staffetta.ledger.DeadLetterRecord;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.component.jms.JmsMessage;

/**
 * The exchange of one message from its account's queue until it is settled: what the routes of an attempt and the classes around
 * them leave there for each other. It belongs to one thread at a time.
 */
public final class AttemptExchange {

    /** Variable: name of the gateway that made the last attempt. */
    public static final String NODE = "node";

    /** Variable where the last attempt was cut off: {@link Phase#CRASH}. */
    public static final String PHASE = "phase";

    private static final String ACCOUNT = "accountId";
    private static final String PROBE = "probe";
    private static final String DELIVERY = "delivery";
    private static final String ATTEMPT = "attempt";
    private static final String SUBMISSION = "submission";
    private static final String ENDED = "ended";
    private static final String EVENT = "event";
    private static final String OWN_FAULT = "ownFault";
    private static final String LEFT = "StaffettaKept";

    private final Exchange exchange;

    /**
     * @param exchange has the account's id in variable {@code accountId}
     */
    public AttemptExchange(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The exchange of a message that was received from a queue of its account. */
    public static AttemptExchange received(JmsEndpoint endpoint, Message message, Session session, String accountId) {
        Exchange exchange = endpoint.createExchange(message, session);
        exchange.setVariable(ACCOUNT, accountId);
        return new AttemptExchange(exchange);
    }

    /** For the routes. */
    public Exchange camel() {
        return exchange;
    }

    String accountId() {
        return exchange.getVariable(ACCOUNT, String.class);
    }

    Message jms() {
        return exchange.getIn(JmsMessage.class).getJmsMessage();
    }

    Object body() {
        return exchange.getMessage().getBody();
    }

    Map<String, Object> headers() {
        return exchange.getMessage().getHeaders();
    }

    /** What the route to the provider leaves: the provider's id of the message; may be {@code null}. */
    public String reference() {
        return exchange.getMessage().getBody(String.class);
    }

    /** It is tried with a parked account, to see whether that can be used again. */
    public void probe() {
        exchange.setVariable(PROBE, true);
    }

    boolean isProbe() {
        return exchange.getVariable(PROBE) != null;
    }

    /** How its sender is answered. */
    void noteSender() {
        note("replyTo", headers().get("JMSReplyTo"));
        note("correlation", headers().get("JMSCorrelationID"));
    }

    private void note(String variable, Object value) {
        if (value != null) {
            exchange.setVariable(variable, value);
        }
    }

    void node(String name) {
        exchange.setVariable(NODE, name);
    }

    void cutOff() {
        exchange.setVariable(PHASE, Phase.CRASH);
    }

    /** {@code null} if it could not be read. */
    Delivery delivery() {
        return exchange.getVariable(DELIVERY, Delivery.class);
    }

    void delivery(Delivery read) {
        exchange.setVariable(DELIVERY, read);
    }

    /** The attempt that is under way; {@code null} if none is. */
    OpenAttempt attempt() {
        return exchange.getVariable(ATTEMPT, OpenAttempt.class);
    }

    void open(OpenAttempt attempt) {
        exchange.setVariable(ATTEMPT, attempt);
        exchange.setVariable(SUBMISSION, attempt.submission());
        exchange.setVariable("wire", attempt.submission().account().wire());
    }

    /** No attempt is under way any more. */
    public void attemptOver() {
        exchange.removeVariable(ATTEMPT);
    }

    /** Whether its provider was called. */
    public boolean isSubmitted() {
        return exchange.getVariable(SUBMISSION) != null;
    }

    /** How its attempt ended, if the ledger has not heard of it; else {@code null}. */
    public EndedAttempt ended() {
        return exchange.getVariable(ENDED, EndedAttempt.class);
    }

    void ended(EndedAttempt attempt) {
        exchange.setVariable(ENDED, attempt);
        attemptOver();
    }

    /** The ledger has heard how its attempt ended. */
    public void endNoted() {
        exchange.removeVariable(ENDED);
    }

    /** What is told of it; {@code null} if nothing is. */
    public OutcomeEvent event() {
        return exchange.getVariable(EVENT, OutcomeEvent.class);
    }

    /** This is told of it. */
    public void event(OutcomeEvent told) {
        exchange.setVariable(EVENT, told);
    }

    /** Whether the message is to blame, and not its account, see {@link AttemptSteps#decide}. */
    public boolean isOwnFault() {
        return exchange.getVariable(OWN_FAULT) != null;
    }

    void ownFault() {
        exchange.setVariable(OWN_FAULT, true);
    }

    /** What the ledger is told of its dead letter; {@code null} if there is to be none. */
    public DeadLetterRecord deadLetterRecord() {
        return exchange.getVariable("deadLetterRecord", DeadLetterRecord.class);
    }

    /** Its dead letter is in the queue already, or is not wanted any more. */
    public void deadLetterKept() {
        exchange.setVariable("kept", true);
    }

    /** What it failed with; {@code null} if it has not, or if the routes have seen to it. */
    public Exception failure() {
        return exchange.getException();
    }

    /** It fails. */
    public void fail(Throwable why) {
        exchange.setException(why);
    }

    /** It is not accepted, for the route {@code attempt-failed} to see to. */
    public void notAccepted(Exception why) {
        exchange.setException(null);
        exchange.setVariable("failure", why);
    }

    /** Raises what {@link #notAccepted} has left. */
    void raise() {
        exchange.setException(exchange.getVariable("failure", Exception.class));
    }

    /** What the error handling of the routes has caught. */
    Exception caught() {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    void caught(Exception instead) {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, instead);
    }

    /** What was decided lies in the variables; how it came to that counts no more. */
    public void forgetFailure() {
        exchange.setException(null);
        exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
        exchange.getExchangeExtension().setErrorHandlerHandled(null);
        exchange.getExchangeExtension().setRedeliveryExhausted(false);
    }

    /** It is left on its queue. */
    void leave() {
        exchange.setProperty(LEFT, true);
    }

    boolean isLeft() {
        return exchange.getProperty(LEFT) != null;
    }
}
