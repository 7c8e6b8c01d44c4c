package io.staffetta.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.intake.Intake;
import io.staffetta.intake.RefusedElementException;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.operations.IntakeFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads and answers {@code POST /tvox/webapi}, the JSON-RPC 2.0 interface of click-to-SMS callers: method {@code sendSms}
 * with {@code [number, message]}. Each call of a batch is answered for itself.
 *
 * <p>Thread-safe.
 */
public final class WebApi {

    /** Most calls in one batch. */
    public static final int MAX_CALLS = 100;

    private static final String SOURCE = "webapi";
    private static final Map<String, String> PARAMETERS = Map.of("to", "number", "text", "message");

    private final Intake intake;
    private final IntakeFaults faults;

    /**
     * @param intake reads messages and chooses their accounts
     * @param faults knows why nothing is taken
     */
    public WebApi(Intake intake, IntakeFaults faults) {
        this.intake = intake;
        this.faults = faults;
    }

    /**
     * Reads a request and routes the messages of its calls. What is wrong with a call is kept for its answer.
     *
     * @param body bytes of UTF-8; {@code null} for none
     */
    public WebApiRequest read(byte[] body) {
        try {
            JsonNode json = Json.read(Json.text(body));
            return json.isArray() ? batch(json) : new WebApiRequest(false, List.of(call(json)));
        } catch (InvalidMessageException e) {
            return alone(RpcError.syntax(e));
        }
    }

    /** What is told of calls whose messages are on their queues. */
    public HttpAnswer done(WebApiRequest request) {
        if (request.hasMessages()) {
            faults.taken();
        }
        return request.answer(null);
    }

    /** What is told of calls that broker or ledger did not confirm, of which they failed. */
    public HttpAnswer unavailable(WebApiRequest request, Exception failure) {
        return request.answer(RpcError.unavailable(faults.failed(failure).words()));
    }

    /** What is told of calls whose messages the ledger does not keep, or does not know apart: none was taken. */
    public HttpAnswer refused(WebApiRequest request, RefusedElementException failure) {
        return request.answer(RpcError.parameters(failure.failure().rule()));
    }

    /** What is told of any other failure; {@code null} for a request that could not even be read. */
    public HttpAnswer failed(WebApiRequest request) {
        return (request == null ? alone(RpcError.FAILED) : request).answer(RpcError.FAILED);
    }

    private WebApiRequest batch(JsonNode json) {
        if (json.isEmpty() || json.size() > MAX_CALLS) {
            return alone(RpcError.request("must be an array of 1 to " + MAX_CALLS + " calls"));
        }
        List<WebApiRequest.Call> calls = new ArrayList<>(json.size());
        json.forEach(element -> calls.add(call(element)));
        return new WebApiRequest(true, calls);
    }

    private WebApiRequest.Call call(JsonNode json) {
        RpcCall call = RpcCall.read(json);
        if (call.error() != null) {
            return new WebApiRequest.Call(call, List.of());
        }
        try {
            String message = Json.write(new Message(call.number(), call.message()));
            List<RoutedMessage> routed = intake.route(message, Map.of(), SOURCE);
            intake.requireAccounts(routed);
            return new WebApiRequest.Call(call, routed);
        } catch (RuntimeException e) {
            HttpProblem problem = HttpProblem.ofMessage(e, null).orElseThrow(() -> e);
            return new WebApiRequest.Call(call.withError(error(problem)), List.of());
        }
    }

    private static RpcError error(HttpProblem problem) {
        return problem.field() == null
                ? RpcError.parameters(problem.rule())
                : RpcError.parameter(PARAMETERS.getOrDefault(problem.field(), problem.field()), problem.rule());
    }

    private static WebApiRequest alone(RpcError error) {
        return new WebApiRequest(false, List.of(new WebApiRequest.Call(RpcCall.wrong(error), List.of())));
    }

    private record Message(String to, String text) {}
}
