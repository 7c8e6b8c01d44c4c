package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.CredentialStore;
import io.staffetta.sandbox.wire.CustomerCredentials;
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

/** {@code search} of TIM SMS Professional: what became of a message, by the id of its operation. */
public final class TimProfessionalReportWire extends ReportWire {

    private static final WireDescription DESCRIPTION = WireDescription.ofReports(
            "report-tim-sms-professional",
            List.of("/tim/ssc2-api/rest/search"),
            "username*, password*, token*, codiceOperazione*, numeroRicorrenza*, offset*, limit*");

    private static final DateTimeFormatter RECEIVED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    public TimProfessionalReportWire(CredentialStore credentials, ReceivedMessages received) {
        super(DESCRIPTION, TimProfessionalWire.PROVIDER, credentials, received);
    }

    @Override
    public Submitted read(WireRequest request) throws WireRefusal {
        CustomerCredentials expected = login();
        boolean known = expected.match(request.field("username"), request.text("password"))
                && expected.token().equals(request.field("token"));
        if (!known) {
            throw new WireRefusal(refused(401, TimProfessionalWire.LOGIN));
        }
        for (String field : List.of("codiceOperazione", "numeroRicorrenza", "offset", "limit")) {
            if (request.field(field).isEmpty()) {
                throw new WireRefusal(refused(200, "Parametro mancante: " + field));
            }
        }
        return new Submitted(request.field("username"), List.of(), "", "", request.field("codiceOperazione"));
    }

    @Override
    public Answer answer(Behaviour behaviour, Submitted submitted, List<Received> taken) {
        return switch (behaviour) {
            case LOGIN_REFUSED -> refused(401, TimProfessionalWire.LOGIN);
            case BUSY, BUSY_TWICE -> refused(429, "Troppe richieste");
            case UNAVAILABLE -> refused(503, "Servizio momentaneamente non disponibile");
            default -> report(submitted.id());
        };
    }

    @Override
    Answer unknown() {
        return answer(200, "OK", "Nessun invio", List.of());
    }

    @Override
    Answer known(ReceivedMessages.Kept kept, ReportedState state, LocalDateTime since) {
        return state == ReportedState.PENDING
                ? answer("Non Ricevuto", "n/d")
                : answer(state == ReportedState.DELIVERED ? "Ricevuto" : "Non Ricevuto", since.format(RECEIVED));
    }

    private static Answer answer(String esito, String dataRicezione) {
        return answer(
                200,
                "OK",
                "Ricerca effettuata",
                List.of(SandboxJson.object("esito", esito, "dataRicezione", dataRicezione)));
    }

    private static Answer refused(int status, String message) {
        return answer(status, "KO", message, List.of());
    }

    private static Answer answer(int httpStatus, String status, String message, List<?> items) {
        return Answer.json(
                httpStatus,
                SandboxJson.object("name", "RICERCAINVIO", "status", status, "message", message, "items", items));
    }
}
