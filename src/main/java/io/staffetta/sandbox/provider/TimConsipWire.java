package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.CredentialStore;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Submitted;
import io.staffetta.sandbox.wire.Wire;
import io.staffetta.sandbox.wire.WireRefusal;
import io.staffetta.sandbox.wire.WireRequest;
import java.util.List;

/** TIM's service of the Consip convention: a form, answered in plain text. Not public; all of this is assumed. */
public final class TimConsipWire implements Wire {

    static final String PROVIDER = "tim-consip";

    private final CredentialStore credentials;

    public TimConsipWire(CredentialStore credentials) {
        this.credentials = credentials;
    }

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public List<String> paths() {
        return List.of("/tim/consip");
    }

    @Override
    public String mediaType() {
        return "application/x-www-form-urlencoded";
    }

    @Override
    public String fields() {
        return "username*, password*, contratto, servizio, msisdn*, testo* (assumed)";
    }

    @Override
    public String beforeId() {
        return "OK ";
    }

    @Override
    public Submitted read(WireRequest request) throws WireRefusal {
        if (!credentials.of(PROVIDER).match(request.field("username"), request.text("password"))) {
            throw new WireRefusal(PlainText.error(401, "login refused"));
        }
        String to = PlainText.recipient(request, "msisdn");
        String text = PlainText.required(request, "testo");
        return new Submitted(request.field("username"), List.of(to), text, "", "");
    }

    @Override
    public Answer answer(Behaviour behaviour, Submitted submitted, List<Received> taken) {
        return PlainText.answer(behaviour, taken);
    }
}
