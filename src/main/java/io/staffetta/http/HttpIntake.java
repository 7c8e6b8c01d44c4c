package io.staffetta.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.staffetta.intake.Intake;
import io.staffetta.intake.Receipt;
import io.staffetta.intake.Receipts;
import io.staffetta.intake.RefusedElementException;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.ledger.MessageRecord;
import io.staffetta.ledger.State;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageReader;
import io.staffetta.message.PhoneNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/**
 * Reads and answers {@code POST /v1/messages}: one message or an array of messages, all or none of which are taken.
 *
 * <p>Thread-safe.
 */
public final class HttpIntake {

    /**
     * Most recipients of all messages of a request. Each becomes a message that carries the whole JSON of its element, so
     * that without a limit a small request could become a huge transaction.
     */
    public static final int MAX_RECIPIENTS = MessageReader.MAX_ELEMENTS;

    private static final String SOURCE = "http";

    private final Intake intake;
    private final Receipts receipts;

    /**
     * @param intake reads messages and chooses their accounts
     * @param receipts enters them into the ledger
     */
    public HttpIntake(Intake intake, Receipts receipts) {
        this.intake = intake;
        this.receipts = receipts;
    }

    /**
     * Routes all messages of a request, whose body is bytes of UTF-8 or nothing, and enters them into the ledger. Variable
     * {@code receipts} of the exchange then has one {@link Receipt} for each message, {@code routed} what is to be put on
     * queues, and {@code anyToQueue} whether that is anything.
     *
     * @throws ProblemException if any message cannot be sent as it is, or a reference cannot be used; says which, and why
     */
    public void take(Exchange exchange) {
        String json = text(exchange.getMessage().getBody(byte[].class));
        boolean isArray = json.stripLeading().startsWith("[");
        List<Receipt> taken = enter(route(json, isArray, HeldRequests.share(exchange)), isArray);
        List<RoutedMessage> toQueue = receipts.toQueue(taken);
        exchange.setVariable("receipts", taken);
        exchange.setVariable("routed", toQueue);
        exchange.setVariable("anyToQueue", !toQueue.isEmpty());
    }

    private List<List<RoutedMessage>> route(String json, boolean isArray, RequestMemory.Share share) {
        List<String> elements = elements(json);
        List<List<RoutedMessage>> routed = new ArrayList<>(elements.size());
        int recipients = 0;
        for (int i = 0; i < elements.size(); i++) {
            Integer index = isArray ? i : null;
            routed.add(route(elements.get(i), index));
            int messages = routed.get(i).size();
            recipients += messages;
            if (recipients > MAX_RECIPIENTS) {
                throw new ProblemException(HttpProblem.of(
                        400, "All messages of a request must together have at most " + MAX_RECIPIENTS + " recipients"));
            }
            // On its queue each message has the whole element.
            if (!share.takeMessages(messages, (long) messages * elements.get(i).length())) {
                throw new ProblemException(Overload.PROBLEM);
            }
        }
        return routed;
    }

    private List<Receipt> enter(List<List<RoutedMessage>> routed, boolean isArray) {
        try {
            return receipts.takeAll(routed);
        } catch (RefusedElementException e) {
            throw problem(e.failure(), isArray ? e.index() : null);
        }
    }

    /** What is told of messages that are on their queues, and of those that came before with the same reference. */
    public HttpAnswer accepted(@Variable("receipts") List<Receipt> receipts) {
        List<AcceptedMessage> messages = receipts.stream()
                .flatMap(receipt -> receipt.isDuplicate()
                        ? receipt.first().stream().map(AcceptedMessage::of)
                        : receipt.routed().stream().map(AcceptedMessage::of))
                .toList();
        return HttpAnswer.json(202, new Accepted(messages));
    }

    private List<RoutedMessage> route(String element, Integer index) {
        try {
            List<RoutedMessage> routed = intake.route(element, Map.of(), SOURCE);
            intake.requireAccounts(routed);
            return routed;
        } catch (RuntimeException e) {
            throw problem(e, index);
        }
    }

    private static String text(byte[] body) {
        try {
            return Json.text(body);
        } catch (InvalidMessageException e) {
            throw problem(e, null);
        }
    }

    private static List<String> elements(String json) {
        try {
            return MessageReader.elements(json);
        } catch (InvalidMessageException e) {
            throw problem(e, null);
        }
    }

    private static RuntimeException problem(RuntimeException failure, Integer index) {
        return HttpProblem.ofMessage(failure, index)
                .<RuntimeException>map(ProblemException::new)
                .orElse(failure);
    }

    private record Accepted(List<AcceptedMessage> messages) {}

    private record AcceptedMessage(
            String id,
            String to,
            String account,
            int segments,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int replaced,
            String reference,
            String state,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean duplicate) {

        static AcceptedMessage of(RoutedMessage routed) {
            String reference = routed.message().reference();
            return new AcceptedMessage(
                    routed.message().id(),
                    PhoneNumbers.mask(routed.message().to()),
                    routed.account().id(),
                    routed.segments(),
                    routed.replaced(),
                    reference.isEmpty() ? null : reference,
                    (routed.queue().startsWith("sms.retry.") ? State.WAITING : State.QUEUED).name(),
                    false);
        }

        static AcceptedMessage of(MessageRecord first) {
            return new AcceptedMessage(
                    first.id(),
                    first.recipient().isEmpty() ? null : PhoneNumbers.mask(first.recipient()),
                    first.account(),
                    first.segments(),
                    0,
                    first.reference(),
                    first.state().name(),
                    true);
        }
    }
}
