package io.staffetta.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.staffetta.access.Source;
import io.staffetta.intake.Incoming;
import io.staffetta.intake.Intake;
import io.staffetta.intake.IntakeRequest;
import io.staffetta.intake.RecordedMessages;
import io.staffetta.intake.RefusedElementException;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageReader;
import io.staffetta.message.PhoneNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
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
    private final RequestDeadline deadline;
    private final Admission admission;

    /**
     * @param intake reads messages
     * @param deadline knows which requests are too late
     */
    public HttpIntake(Intake intake, RequestDeadline deadline) {
        this(intake, deadline, Admission.ALL);
    }

    /**
     * @param intake reads messages
     * @param deadline knows which requests are too late
     * @param admission says which applications may hand in more
     */
    public HttpIntake(Intake intake, RequestDeadline deadline, Admission admission) {
        this.intake = intake;
        this.deadline = deadline;
        this.admission = admission;
    }

    /**
     * Reads all messages of a request, whose body is bytes of UTF-8 or nothing, and makes them the body of the exchange, as an
     * {@link IntakeRequest}. Variable {@code isArray} says whether they came in an array.
     *
     * @throws ProblemException if any message cannot be sent as it is; says which, and why
     */
    public void read(Exchange exchange) {
        Callers.checkSender(exchange);
        String json = text(exchange.getMessage().getBody(byte[].class));
        boolean isArray = json.stripLeading().startsWith("[");
        List<Incoming> messages = read(json, isArray, HeldRequests.share(exchange), Callers.source(exchange, SOURCE));
        admission.check(
                exchange,
                messages.stream().mapToInt(one -> one.messages().size()).sum());
        exchange.setVariable("isArray", isArray);
        exchange.getMessage().setBody(IntakeRequest.allOrNone(messages, () -> deadline.isOver(exchange)));
    }

    private List<Incoming> read(String json, boolean isArray, RequestMemory.Share share, String source) {
        List<String> elements = elements(json);
        List<Incoming> all = new ArrayList<>(elements.size());
        int recipients = 0;
        for (int i = 0; i < elements.size(); i++) {
            all.add(read(elements.get(i), isArray ? i : null, source));
            int messages = all.get(i).messages().size();
            recipients += messages;
            if (recipients > MAX_RECIPIENTS) {
                throw new ProblemException(HttpProblem.of(
                        400,
                        Phrase.of(
                                "All messages of a request must together have at most {0} recipients",
                                MAX_RECIPIENTS)));
            }
            // On its queue each message has the whole element.
            if (!share.takeMessages(messages, (long) messages * elements.get(i).length())) {
                throw new ProblemException(Overload.PROBLEM);
            }
        }
        return all;
    }

    private Incoming read(String element, Integer index, String source) {
        try {
            return intake.read(element, Map.of(), source);
        } catch (InvalidMessageException e) {
            throw problem(e, index);
        }
    }

    /** What is told of messages that are on their queues, and of those that came before with the same reference. */
    public HttpAnswer accepted(@Body IntakeRequest request) {
        List<AcceptedMessage> messages = request.receipts().stream()
                .flatMap(receipt -> messages(receipt).stream())
                .toList();
        return HttpAnswer.json(202, new Accepted(messages));
    }

    /** What is told of a request of which a message cannot be taken, so that none was. */
    public HttpAnswer refused(RefusedElementException refused, @Variable("isArray") boolean isArray) {
        return HttpProblem.ofMessage(refused.failure(), isArray ? refused.index() : null)
                .orElseThrow(refused::failure)
                .answer();
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

    private static RuntimeException problem(InvalidMessageException failure, Integer index) {
        return new ProblemException(HttpProblem.ofMessage(failure, index).orElseThrow());
    }

    private static List<AcceptedMessage> messages(RecordedMessages receipt) {
        return receipt.isDuplicate()
                ? receipt.first().stream().map(AcceptedMessage::of).toList()
                : receipt.routed().stream().map(AcceptedMessage::of).toList();
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
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean duplicate,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean test) {

        static AcceptedMessage of(RoutedMessage routed) {
            String reference = routed.message().reference();
            return new AcceptedMessage(
                    routed.message().id(),
                    PhoneNumbers.mask(routed.message().to()),
                    routed.account().id(),
                    routed.segments(),
                    routed.replaced(),
                    reference.isEmpty() ? null : reference,
                    routed.state().name(),
                    false,
                    routed.isTest());
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
                    true,
                    Source.of(first.source()).isTest());
        }
    }
}
