package io.staffetta.intake;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Takes messages in, by whichever door they come: reads, routes and records them, and puts them on queues.
 *
 * <p>Thread-safe.
 */
public final class Intake {

    private final MessageRouting routing;
    private final MessageRecorder receipts;
    private final Consumer<RoutedMessage> tests;

    /**
     * @param routing reads and routes messages
     * @param receipts enters messages into the ledger
     */
    public Intake(MessageRouting routing, MessageRecorder receipts) {
        this(routing, receipts, test -> {});
    }

    /**
     * @param routing reads and routes messages
     * @param receipts enters messages into the ledger
     * @param tests tells what became of messages that are not sent, since their application is a test; waits for nothing
     */
    public Intake(MessageRouting routing, MessageRecorder receipts, Consumer<RoutedMessage> tests) {
        this.routing = routing;
        this.receipts = receipts;
        this.tests = tests;
    }

    /** What reads and routes messages, and takes nothing in. */
    public MessageRouting routing() {
        return routing;
    }

    /** Reads what came in, see {@link MessageRouting#read}. */
    public Incoming read(Object body, Map<String, Object> headers, String source) {
        return routing.read(body, headers, source);
    }

    /** Routes what was read, and takes nothing in, see {@link MessageRouting#route}. */
    public List<RoutedMessage> route(Incoming incoming) {
        return routing.route(incoming);
    }

    /**
     * Takes requests in: routes them, enters them in one transaction of the ledger, and puts them on queues in one of the broker.
     * A request that fails says why, and leaves the others as they are. Dead messages are entered, and left to the caller.
     *
     * @throws io.staffetta.ledger.store.LedgerAwayException if it is not certain that anything was entered; nothing is on a queue then
     * @throws RuntimeException if it is not certain that anything is on a queue
     */
    public void accept(List<IntakeRequest> requests, Queues queues) {
        for (IntakeRequest request : requests) {
            route(request);
        }
        receipts.enter(requests.stream()
                .filter(request -> request.isGood() && !request.toEnter().isEmpty())
                .toList());
        put(
                requests.stream()
                        .filter(request ->
                                request.isGood() && !request.toQueue().isEmpty())
                        .toList(),
                queues);
        requests.stream()
                .filter(IntakeRequest::isGood)
                .flatMap(request -> request.tests().stream())
                .forEach(tests);
    }

    private void route(IntakeRequest request) {
        if (request.isLate()) {
            request.fail(new RequestTooLateException());
            return;
        }
        try {
            request.incoming().forEach(incoming -> request.route(route(incoming)));
        } catch (RuntimeException e) {
            request.fail(e);
        }
    }

    private static void put(List<IntakeRequest> requests, Queues queues) {
        boolean done = false;
        try {
            putAllInTime(requests, queues);
            done = true;
        } finally {
            if (!done) {
                // What is left of it must not be committed with the next ones.
                queues.close();
            }
        }
    }

    /** What is sent again because its caller was told that it was not taken must not be on a queue by then. */
    private static void putAllInTime(List<IntakeRequest> requests, Queues queues) {
        List<IntakeRequest> left = requests;
        while (!left.isEmpty()) {
            left.forEach(request -> request.toQueue().forEach(queues::put));
            List<IntakeRequest> late =
                    left.stream().filter(IntakeRequest::isLate).toList();
            if (late.isEmpty()) {
                queues.commit();
                return;
            }
            queues.rollback();
            late.forEach(request -> request.fail(new RequestTooLateException()));
            left = left.stream().filter(IntakeRequest::isGood).toList();
        }
    }
}
