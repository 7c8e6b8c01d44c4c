package io.staffetta.http.webapi;

import io.staffetta.http.HttpProblem;
import io.staffetta.message.InvalidMessageException;
import java.util.Map;

/**
 * An error of JSON-RPC 2.0.
 *
 * @param code as the specification has it
 * @param message what is wrong, in a sentence
 * @param data which parameter is wrong, and what would be right; {@code null} if none is
 */
record RpcError(int code, String message, Data data) {

    private static final int PARAMETERS = -32602;
    private static final int UNAVAILABLE = -32000;

    /** Names of parameters by those of fields. */
    private static final Map<String, String> NAMES = Map.of("to", "number", "text", "message");

    static final RpcError FAILED =
            new RpcError(-32603, "The gateway failed. Its log says why; the message is not certain to be queued", null);
    static final RpcError NO_METHOD = new RpcError(-32601, "The only method is 'sendSms'", null);

    /** Which parameter is wrong, and what would be right. */
    record Data(String field, String rule) {}

    /** HTTP status for those who get no answer of JSON-RPC. */
    int status() {
        if (code == UNAVAILABLE) {
            return 503;
        }
        return code == PARAMETERS ? 400 : 500;
    }

    /**
     * The gateway takes nothing now.
     *
     * @param reason why, the beginning of a sentence
     */
    static RpcError unavailable(String reason) {
        return new RpcError(
                UNAVAILABLE, reason + ". The message is not certain to be queued: send it again later", null);
    }

    static RpcError syntax(InvalidMessageException failure) {
        return new RpcError(-32700, "The request " + failure.rule(), null);
    }

    static RpcError request(CharSequence rule) {
        return new RpcError(-32600, "The request " + rule, null);
    }

    static RpcError parameter(String name, CharSequence rule) {
        return new RpcError(PARAMETERS, "Parameter '" + name + "' " + rule, new Data(name, rule.toString()));
    }

    static RpcError parameters(CharSequence rule) {
        return new RpcError(PARAMETERS, "The parameters " + rule, new Data("params", rule.toString()));
    }

    /** The error of a call whose message cannot be sent. */
    static RpcError ofMessage(RuntimeException failure) {
        HttpProblem problem = HttpProblem.ofMessage(failure, null).orElseThrow(() -> failure);
        return problem.field() == null
                ? parameters(problem.rule())
                : parameter(NAMES.getOrDefault(problem.field(), problem.field()), problem.rule());
    }
}
