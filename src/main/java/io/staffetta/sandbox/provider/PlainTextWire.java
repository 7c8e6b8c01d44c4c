package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.CredentialStore;
import io.staffetta.sandbox.wire.Numbers;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Submitted;
import io.staffetta.sandbox.wire.WireDescription;
import io.staffetta.sandbox.wire.WireRefusal;
import io.staffetta.sandbox.wire.WireRequest;
import java.util.List;

/**
 * A form, answered in plain text: {@code OK <id>} or {@code ERROR <words>}, and an HTTP status that says it. Nothing about its two
 * providers is public; all of this is assumed.
 */
public final class PlainTextWire extends LoginWire {

    private static final String BEFORE_ID = "OK ";

    private final String toField;
    private final String textField;
    private final String idField;

    private PlainTextWire(
            WireDescription description,
            CredentialStore credentials,
            String toField,
            String textField,
            String idField) {
        super(description, description.provider(), credentials);
        this.toField = toField;
        this.textField = textField;
        this.idField = idField;
    }

    /** KPNQwest. */
    public static PlainTextWire kpnqwest(CredentialStore credentials) {
        return new PlainTextWire(
                WireDescription.ofMessages(
                        "kpnqwest",
                        List.of("/kpnqwest/sms"),
                        WireDescription.FORM,
                        "username*, password*, email, to*, text*, id (assumed)",
                        BEFORE_ID),
                credentials,
                "to",
                "text",
                "id");
    }

    /** TIM's service of the Consip convention, which takes no id of the sender's. */
    public static PlainTextWire timConsip(CredentialStore credentials) {
        return new PlainTextWire(
                WireDescription.ofMessages(
                        "tim-consip",
                        List.of("/tim/consip"),
                        WireDescription.FORM,
                        "username*, password*, contratto, servizio, msisdn*, testo* (assumed)",
                        BEFORE_ID),
                credentials,
                "msisdn",
                "testo",
                "");
    }

    @Override
    public Submitted read(WireRequest request) throws WireRefusal {
        if (!login().match(request.field("username"), request.text("password"))) {
            throw new WireRefusal(error(401, "login refused"));
        }
        String to =
                Numbers.e164(required(request, toField)).orElseThrow(() -> new WireRefusal(error(400, "bad number")));
        String text = required(request, textField);
        String id = idField.isEmpty() ? "" : request.field(idField);
        return new Submitted(request.field("username"), List.of(to), text, "", id);
    }

    private static String required(WireRequest request, String field) throws WireRefusal {
        if (request.text(field).isEmpty()) {
            throw new WireRefusal(error(400, "missing field " + field));
        }
        return request.text(field);
    }

    @Override
    public Answer answer(Behaviour behaviour, Submitted submitted, List<Received> taken) {
        return switch (behaviour) {
            case LOGIN_REFUSED -> error(401, "login refused");
            case NO_CREDIT -> error(402, "no credit");
            case BAD_NUMBER -> error(400, "bad number");
            // Not 403, which here is about the login.
            case SENDER_REFUSED -> error(422, "sender not allowed");
            case BUSY, BUSY_TWICE -> error(429, "busy");
            case UNAVAILABLE -> error(503, "busy");
            default -> Answer.text(200, BEFORE_ID + taken.get(0).reference());
        };
    }

    private static Answer error(int status, String words) {
        return Answer.text(status, "ERROR " + words);
    }
}
