package io.staffetta.http.webapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.intake.Incoming;
import io.staffetta.intake.IntakeRequest;
import io.staffetta.intake.RoutedMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls of one request, and the messages that they became.
 *
 * @param isArray whether they came in an array, and are answered in one
 * @param calls the calls, in the order given
 * @param messages the messages of those that are right, in the same order
 */
public record WebApiRequest(boolean isArray, List<Call> calls, IntakeRequest messages) {

    /**
     * A call.
     *
     * @param call the call
     * @param message its message; {@code null} if the call is wrong
     */
    record Call(RpcCall call, Incoming message) {

        boolean hasMessage() {
            return message != null;
        }
    }

    private record Response(
            String jsonrpc,
            Result result,
            RpcError error,
            @JsonInclude(JsonInclude.Include.ALWAYS) JsonNode id) {}

    private record Result(String id, String account) {}

    /** Whether there is anything to put on queues. */
    public boolean hasMessages() {
        return calls.stream().anyMatch(Call::hasMessage);
    }

    /** Whether anything was put on queues. */
    boolean isTaken() {
        return messages.failure() == null && !messages.receipts().isEmpty();
    }

    /**
     * The answer to all calls but notifications. If there is no other call, a failure is told by the HTTP status alone.
     *
     * @param failure why messages are not certain to be on their queues; {@code null} if they are
     */
    HttpAnswer answer(RpcError failure) {
        List<Response> responses = new ArrayList<>();
        int next = 0;
        for (Call call : calls) {
            // There are none of a request that failed before they were routed.
            List<RoutedMessage> routed =
                    call.hasMessage() && next < messages.routed().size()
                            ? messages.routed().get(next++)
                            : List.of();
            if (!call.call().isNotification()) {
                responses.add(response(call.call(), routed, failure));
            }
        }
        if (responses.isEmpty()) {
            return failure == null
                    ? HttpAnswer.empty(204)
                    : HttpProblem.of(failure.status(), failure.message()).answer();
        }
        return HttpAnswer.json(200, isArray ? responses : responses.get(0));
    }

    private static Response response(RpcCall call, List<RoutedMessage> routed, RpcError failure) {
        RuntimeException problem = RoutedMessage.problem(routed);
        RpcError own = problem == null ? failure : RpcError.ofMessage(problem);
        RpcError error = call.error() == null ? own : call.error();
        return new Response("2.0", error == null ? result(routed.get(0)) : null, error, call.id());
    }

    private static Result result(RoutedMessage routed) {
        return new Result(routed.message().id(), routed.account().id());
    }
}
