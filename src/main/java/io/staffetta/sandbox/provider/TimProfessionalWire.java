package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.CredentialStore;
import io.staffetta.sandbox.wire.CustomerCredentials;
import io.staffetta.sandbox.wire.Numbers;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.SandboxJson;
import io.staffetta.sandbox.wire.Submitted;
import io.staffetta.sandbox.wire.WireDescription;
import io.staffetta.sandbox.wire.WireRefusal;
import io.staffetta.sandbox.wire.WireRequest;
import java.util.List;

/** TIM SMS Professional: a multipart form, answered with JSON whose {@code status} says whether it was accepted. */
public final class TimProfessionalWire extends LoginWire {

    static final String PROVIDER = "tim-sms-professional";

    private static final WireDescription DESCRIPTION = WireDescription.ofMessages(
            PROVIDER,
            List.of("/tim/ssc2-api/rest/send/sms/msisdn/static/immediate/single"),
            "multipart/form-data",
            "username*, password*, token*, alias*, msisdn* (with the plus), testo*, sr, vp",
            "CODE:");

    static final String LOGIN = "Credenziali non valide";

    public TimProfessionalWire(CredentialStore credentials) {
        super(DESCRIPTION, PROVIDER, credentials);
    }

    @Override
    public Submitted read(WireRequest request) throws WireRefusal {
        CustomerCredentials expected = login();
        boolean known = expected.match(request.field("username"), request.text("password"))
                && expected.token().equals(request.field("token"));
        if (!known) {
            throw new WireRefusal(refused(401, LOGIN));
        }
        for (String field : List.of("alias", "msisdn", "testo")) {
            if (request.text(field).isEmpty()) {
                throw new WireRefusal(refused(200, "Parametro mancante: " + field));
            }
        }
        String to = Numbers.e164WithPlus(request.field("msisdn"))
                .orElseThrow(() -> new WireRefusal(refused(200, "Numero destinatario non valido")));
        return new Submitted(request.field("username"), List.of(to), request.text("testo"), request.field("alias"), "");
    }

    @Override
    public Answer answer(Behaviour behaviour, Submitted submitted, List<Received> taken) {
        return switch (behaviour) {
            case LOGIN_REFUSED -> refused(401, LOGIN);
            case NO_CREDIT -> refused(200, "Credito insufficiente: plafond esaurito");
            case BAD_NUMBER -> refused(200, "Numero destinatario non valido");
            case SENDER_REFUSED -> refused(200, "Alias non abilitato");
            case BUSY, BUSY_TWICE -> refused(429, "Troppe richieste");
            case UNAVAILABLE -> refused(503, "Servizio momentaneamente non disponibile");
            default -> accepted(taken.get(0).reference());
        };
    }

    private static Answer accepted(String reference) {
        return answer(200, "OK", "Presa in carico della campagna andata a buon fine CODE:" + reference);
    }

    private static Answer refused(int status, String message) {
        return answer(status, "KO", message);
    }

    private static Answer answer(int httpStatus, String status, String message) {
        return Answer.json(
                httpStatus, SandboxJson.object("name", "INVIOMESSAGGI", "status", status, "message", message));
    }
}
