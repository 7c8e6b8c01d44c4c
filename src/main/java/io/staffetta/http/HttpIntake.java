package io.staffetta.http;

import io.staffetta.intake.Intake;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageReader;
import io.staffetta.message.PhoneNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    /**
     * @param intake reads messages and chooses their accounts
     */
    public HttpIntake(Intake intake) {
        this.intake = intake;
    }

    /**
     * Routes all messages of a request.
     *
     * @param body bytes of UTF-8; {@code null} for none
     * @return one entry for each recipient, each with its account
     * @throws ProblemException if any message cannot be sent as it is; says which, and why
     */
    public List<RoutedMessage> route(byte[] body) {
        String json = text(body);
        List<String> elements = elements(json);
        boolean isArray = json.stripLeading().startsWith("[");
        List<RoutedMessage> routed = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Integer index = isArray ? i : null;
            routed.addAll(route(elements.get(i), index));
            if (routed.size() > MAX_RECIPIENTS) {
                throw new ProblemException(HttpProblem.of(
                        400, "All messages of a request must together have at most " + MAX_RECIPIENTS + " recipients"));
            }
        }
        return routed;
    }

    /** What is told of messages that are on their queues. */
    public HttpAnswer accepted(List<RoutedMessage> routed) {
        return HttpAnswer.json(
                202, new Accepted(routed.stream().map(AcceptedMessage::of).toList()));
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

    private record AcceptedMessage(String id, String to, String account, int segments, String reference) {

        static AcceptedMessage of(RoutedMessage routed) {
            String reference = routed.message().reference();
            return new AcceptedMessage(
                    routed.message().id(),
                    PhoneNumbers.mask(routed.message().to()),
                    routed.account().id(),
                    routed.segments(),
                    reference.isEmpty() ? null : reference);
        }
    }
}
