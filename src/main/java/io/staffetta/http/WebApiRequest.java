package io.staffetta.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.intake.RoutedMessage;
import java.util.List;

/**
 * The calls of one request, each with the messages that it became.
 *
 * @param isBatch whether they came in an array, and are answered in one
 * @param calls the calls, in the order given
 */
public record WebApiRequest(boolean isBatch, List<Call> calls) {

    /**
     * A call and what became of it.
     *
     * @param call the call
     * @param routed its message, with its account; empty if the call is wrong
     */
    record Call(RpcCall call, List<RoutedMessage> routed) {

        private Response response(RpcError failure) {
            RpcError error = call.error() == null ? failure : call.error();
            return new Response(
                    "2.0",
                    error == null
                            ? new Result(
                                    routed.get(0).message().id(),
                                    routed.get(0).account().id())
                            : null,
                    error,
                    call.id());
        }
    }

    private record Response(
            String jsonrpc,
            Result result,
            RpcError error,
            @JsonInclude(JsonInclude.Include.ALWAYS) JsonNode id) {}

    private record Result(String id, String account) {}

    /** The messages of all calls. */
    public List<RoutedMessage> routed() {
        return calls.stream().flatMap(call -> call.routed().stream()).toList();
    }

    /** The messages of all calls, each call's by themselves. */
    public List<List<RoutedMessage>> messages() {
        return calls.stream()
                .map(Call::routed)
                .filter(routed -> !routed.isEmpty())
                .toList();
    }

    /** Whether there is anything to put on queues. */
    public boolean hasMessages() {
        return calls.stream().anyMatch(call -> !call.routed().isEmpty());
    }

    /**
     * The answer to all calls but notifications. If there is no other call, a failure is told by the HTTP status alone.
     *
     * @param failure why messages are not certain to be on their queues; {@code null} if they are
     */
    HttpAnswer answer(RpcError failure) {
        List<Response> responses = calls.stream()
                .filter(call -> !call.call().isNotification())
                .map(call -> call.response(failure))
                .toList();
        if (responses.isEmpty()) {
            return failure == null
                    ? HttpAnswer.empty(204)
                    : HttpProblem.of(failure.status(), failure.message()).answer();
        }
        return HttpAnswer.json(200, isBatch ? responses : responses.get(0));
    }
}
