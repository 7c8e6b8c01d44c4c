package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.CredentialStore;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.ReceivedMessages;
import io.staffetta.sandbox.wire.ReportedState;
import io.staffetta.sandbox.wire.SandboxJson;
import io.staffetta.sandbox.wire.Submitted;
import io.staffetta.sandbox.wire.WireDescription;
import io.staffetta.sandbox.wire.WireRefusal;
import io.staffetta.sandbox.wire.WireRequest;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Messagenet's {@code check_sms}: what became of a message, by its id. The request is public; the answer is not, and is
 * assumed to be like that of {@code send_sms}.
 */
public final class MessagenetReportWire extends ReportWire {

    private static final WireDescription DESCRIPTION = WireDescription.ofReports(
            "report-messagenet",
            List.of("/messagenet/api/check_sms/", "/messagenet/api/check_sms"),
            "auth_userid*, auth_password*, message_id*, format=json; the answer is assumed");

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);

    public MessagenetReportWire(CredentialStore credentials, ReceivedMessages received) {
        super(DESCRIPTION, MessagenetWire.PROVIDER, credentials, received);
    }

    @Override
    public Submitted read(WireRequest request) throws WireRefusal {
        String username = request.field("auth_userid");
        if (!login().match(username, request.text("auth_password"))) {
            throw new WireRefusal(MessagenetWire.error(403, 403, "NOTAUTH"));
        }
        return new Submitted(username, List.of(), "", "", request.field("message_id"));
    }

    @Override
    public Answer answer(Behaviour behaviour, Submitted submitted, List<Received> taken) {
        return switch (behaviour) {
            case LOGIN_REFUSED -> MessagenetWire.error(401, 403, "NOTAUTH");
            case BUSY, BUSY_TWICE -> MessagenetWire.error(429, 199, "GENERIC_ERROR");
            case UNAVAILABLE -> MessagenetWire.error(503, 199, "GENERIC_ERROR");
            default -> report(submitted.id());
        };
    }

    @Override
    Answer unknown() {
        return MessagenetWire.error(200, 105, "NOMESSAGE");
    }

    @Override
    Answer known(ReceivedMessages.Kept kept, ReportedState state, LocalDateTime since) {
        Map<String, Object> envelope = MessagenetWire.envelope(200, 0, "OK");
        envelope.put(
                "sent",
                List.of(SandboxJson.object(
                        "message_id",
                        Long.parseLong(kept.message().reference()),
                        "value",
                        kept.message().to().substring(1),
                        "status",
                        state.name().toLowerCase(Locale.ROOT),
                        "timestamp",
                        since.format(TIMESTAMP))));
        return Answer.json(200, envelope);
    }
}
