package io.staffetta.http.webapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.http.Admission;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.Json;
import io.staffetta.http.RequestDeadline;
import io.staffetta.intake.Incoming;
import io.staffetta.intake.Intake;
import io.staffetta.intake.IntakeRequest;
import io.staffetta.intake.RefusedElementException;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.operations.IntakeFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;

/**
 * Reads and answers {@code POST /tvox/webapi}, the JSON-RPC 2.0 interface of click-to-SMS callers: method {@code sendSms}
 * with {@code [number, message]}. Each call of an array is answered for itself.
 *
 * <p>Thread-safe.
 */
public final class WebApi {

    /** Most calls in one array. */
    public static final int MAX_CALLS = 100;

    private static final String SOURCE = "webapi";

    /** Stands for a request until it is read. */
    static final WebApiRequest UNREAD = alone(RpcError.FAILED);

    private final Intake intake;
    private final RequestDeadline deadline;
    private final IntakeFaults faults;
    private final Admission admission;

    /**
     * @param intake reads messages
     * @param deadline knows which requests are too late
     * @param faults knows why nothing is taken
     */
    public WebApi(Intake intake, RequestDeadline deadline, IntakeFaults faults) {
        this(intake, deadline, faults, Admission.ALL);
    }

    /** The same, where some applications may hand in so much only. */
    public WebApi(Intake intake, RequestDeadline deadline, IntakeFaults faults, Admission admission) {
        this.admission = admission;
        this.intake = intake;
        this.deadline = deadline;
        this.faults = faults;
    }

    /**
     * Reads the request of an exchange. What is wrong with a call is kept for its answer. The messages of the others are the
     * body of the exchange then, as an {@link IntakeRequest}; variable {@code request} has the calls, or {@link #UNREAD} if this fails.
     */
    public void read(Exchange exchange) {
        Callers.checkSender(exchange);
        // Whatever fails from here on is told as JSON-RPC.
        exchange.setVariable("request", UNREAD);
        WebApiRequest request = read(
                exchange.getMessage().getBody(byte[].class),
                Callers.source(exchange, SOURCE),
                () -> deadline.isOver(exchange));
        admission.check(exchange, (int)
                request.calls().stream().filter(WebApiRequest.Call::hasMessage).count());
        exchange.setVariable("request", request);
        exchange.getMessage().setBody(request.messages());
    }

    /**
     * Reads a request.
     *
     * @param body bytes of UTF-8; {@code null} for none
     * @param source where its messages come from
     * @param late whether it is too late for it to be done
     */
    WebApiRequest read(byte[] body, String source, BooleanSupplier late) {
        try {
            JsonNode json = Json.read(Json.text(body));
            return json.isArray() ? array(json, source, late) : request(false, List.of(call(json, source)), late);
        } catch (InvalidMessageException e) {
            return alone(RpcError.syntax(e));
        }
    }

    /** What is told of calls whose messages are on their queues. */
    public HttpAnswer done(WebApiRequest request) {
        if (request.isTaken()) {
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
        return request.answer(RpcError.ofMessage(failure.failure()));
    }

    /** What is told of any other failure. */
    public HttpAnswer failed(WebApiRequest request) {
        return request.answer(RpcError.FAILED);
    }

    private WebApiRequest array(JsonNode json, String source, BooleanSupplier late) {
        if (json.isEmpty() || json.size() > MAX_CALLS) {
            return alone(RpcError.request("must be an array of 1 to " + MAX_CALLS + " calls"));
        }
        List<WebApiRequest.Call> calls = new ArrayList<>(json.size());
        json.forEach(element -> calls.add(call(element, source)));
        return request(true, calls, late);
    }

    private static WebApiRequest request(boolean isArray, List<WebApiRequest.Call> calls, BooleanSupplier late) {
        List<Incoming> messages = calls.stream()
                .filter(WebApiRequest.Call::hasMessage)
                .map(WebApiRequest.Call::message)
                .toList();
        return new WebApiRequest(isArray, calls, IntakeRequest.ofThoseWithAccount(messages, late));
    }

    private WebApiRequest.Call call(JsonNode json, String source) {
        RpcCall call = RpcCall.read(json);
        if (call.error() != null) {
            return new WebApiRequest.Call(call, null);
        }
        try {
            String message = Json.write(new Message(call.number(), call.message()));
            return new WebApiRequest.Call(call, intake.read(message, Map.of(), source));
        } catch (InvalidMessageException e) {
            return new WebApiRequest.Call(call.withError(RpcError.ofMessage(e)), null);
        }
    }

    private static WebApiRequest alone(RpcError error) {
        return request(false, List.of(new WebApiRequest.Call(RpcCall.wrong(error), null)), () -> false);
    }

    private record Message(String to, String text) {}
}
