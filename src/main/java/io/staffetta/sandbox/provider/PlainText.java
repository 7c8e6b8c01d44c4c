package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.Numbers;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.WireRefusal;
import io.staffetta.sandbox.wire.WireRequest;
import java.util.List;

/** The answers of the two assumed form wires: {@code OK <id>} or {@code ERROR <words>}, and an HTTP status that says it. */
final class PlainText {

    private PlainText() {}

    static Answer answer(Behaviour behaviour, List<Received> taken) {
        return switch (behaviour) {
            case LOGIN_REFUSED -> error(401, "login refused");
            case NO_CREDIT -> error(402, "no credit");
            case BAD_NUMBER -> error(400, "bad number");
            // Not 403, which on these wires is about the login.
            case SENDER_REFUSED -> error(422, "sender not allowed");
            case BUSY, BUSY_TWICE -> error(429, "busy");
            case UNAVAILABLE -> error(503, "busy");
            default -> Answer.text(200, "OK " + taken.get(0).reference());
        };
    }

    static Answer error(int status, String words) {
        return Answer.text(status, "ERROR " + words);
    }

    /**
     * Reads a recipient.
     *
     * @throws WireRefusal if it is missing or no number
     */
    static String recipient(WireRequest request, String field) throws WireRefusal {
        String number = required(request, field);
        return Numbers.e164(number).orElseThrow(() -> new WireRefusal(error(400, "bad number")));
    }

    /**
     * Reads a field.
     *
     * @throws WireRefusal if it is missing
     */
    static String required(WireRequest request, String field) throws WireRefusal {
        if (request.text(field).isEmpty()) {
            throw new WireRefusal(error(400, "missing field " + field));
        }
        return request.text(field);
    }
}
