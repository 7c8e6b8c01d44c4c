package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.CredentialStore;
import io.staffetta.sandbox.wire.Numbers;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.SandboxJson;
import io.staffetta.sandbox.wire.Submitted;
import io.staffetta.sandbox.wire.WireDescription;
import io.staffetta.sandbox.wire.WireRefusal;
import io.staffetta.sandbox.wire.WireRequest;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Messagenet's {@code send_sms}: a form, answered with a JSON envelope. Its code counts for more than the HTTP status,
 * and an answer of 200 can be a partial one.
 */
public final class MessagenetWire extends LoginWire {

    public static final String PROVIDER = "messagenet";

    private static final WireDescription DESCRIPTION = WireDescription.ofMessages(
            PROVIDER,
            List.of("/messagenet/api/send_sms/", "/messagenet/api/send_sms"),
            WireDescription.FORM,
            "auth_userid*, auth_password*, destination* (several joined by ';'), text*, sender, report, format=json",
            "\"message_id\":");

    private static final int NOCREDIT = 101;
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

    public MessagenetWire(CredentialStore credentials) {
        super(DESCRIPTION, PROVIDER, credentials);
    }

    @Override
    public Submitted read(WireRequest request) throws WireRefusal {
        String username = request.field("auth_userid");
        String password = request.text("auth_password");
        if (username.isEmpty() || password.isEmpty()) {
            throw new WireRefusal(error(401, 403, "NOTAUTH"));
        }
        if (!login().match(username, password)) {
            throw new WireRefusal(error(403, 403, "NOTAUTH"));
        }
        List<String> to = recipients(request.field("destination"));
        if (request.text("text").isEmpty()) {
            // Clients know a 500 without any JSON: "no text, invalid destination, or unknown".
            throw new WireRefusal(Answer.text(500, "no text"));
        }
        return new Submitted(username, to, request.text("text"), request.field("sender"), "");
    }

    private static List<String> recipients(String destination) throws WireRefusal {
        List<String> to = new ArrayList<>();
        for (String number : destination.split(";", -1)) {
            Optional<String> e164 = Numbers.e164(number.strip());
            to.add(e164.orElseThrow(() -> new WireRefusal(error(500, 103, "NODESTINATION"))));
        }
        return to;
    }

    @Override
    public Answer answer(Behaviour behaviour, Submitted submitted, List<Received> taken) {
        return switch (behaviour) {
            case LOGIN_REFUSED -> error(401, 403, "NOTAUTH");
            case NO_CREDIT -> error(402, NOCREDIT, "NOCREDIT");
            case SENDER_REFUSED -> error(500, 200, "NOSENDERVALID2");
            case NO_DESTINATION -> error(500, 103, "NODESTINATION");
            case SENDER_INVALID -> error(500, 104, "NOSENDERVALID");
            case ALL_FAILED -> error(500, 106, "ALLFAIL");
            case GENERIC_ERROR -> error(500, 199, "GENERIC_ERROR");
            case BUSY, BUSY_TWICE -> error(429, 199, "GENERIC_ERROR");
            case UNAVAILABLE -> error(503, 199, "GENERIC_ERROR");
            default -> accepted(submitted, taken);
        };
    }

    private static Answer accepted(Submitted submitted, List<Received> taken) {
        Map<String, Object> envelope = envelope(200, 0, "OK");
        envelope.put(
                "sent",
                taken.stream()
                        .map(message -> SandboxJson.object(
                                "message_id", Long.parseLong(message.reference()), "value", bare(message.to())))
                        .toList());
        Set<String> sent = taken.stream().map(Received::to).collect(Collectors.toSet());
        List<Map<String, Object>> failed = submitted.to().stream()
                .filter(to -> !sent.contains(to))
                .map(to -> SandboxJson.object("number", bare(to), "code", 103, "description", "NODESTINATION"))
                .toList();
        if (!failed.isEmpty()) {
            envelope.put("failed", failed);
        }
        return Answer.json(200, envelope);
    }

    static Answer error(int status, int code, String description) {
        return Answer.json(status, envelope(status, code, description));
    }

    static Map<String, Object> envelope(int status, int code, String description) {
        return SandboxJson.object(
                "http_status",
                SandboxJson.object("value", status),
                "timestamp",
                SandboxJson.object("value", LocalDateTime.now(ROME).format(TIMESTAMP)),
                "credit",
                SandboxJson.object("value", code == NOCREDIT ? 0.0 : 99.5, "currency", "EUR"),
                "status",
                SandboxJson.object("code", code, "description", description));
    }

    private static String bare(String e164) {
        return e164.substring(1);
    }
}
