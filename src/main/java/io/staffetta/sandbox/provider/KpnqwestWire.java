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

/** KPNQwest: a form, answered in plain text. Nothing about it is public; all of this is assumed. */
public final class KpnqwestWire implements Wire {

    static final String PROVIDER = "kpnqwest";

    private final CredentialStore credentials;

    public KpnqwestWire(CredentialStore credentials) {
        this.credentials = credentials;
    }

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public List<String> paths() {
        return List.of("/kpnqwest/sms");
    }

    @Override
    public String mediaType() {
        return "application/x-www-form-urlencoded";
    }

    @Override
    public String fields() {
        return "username*, password*, email, to*, text*, id (assumed)";
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
        String to = PlainText.recipient(request, "to");
        String text = PlainText.required(request, "text");
        return new Submitted(request.field("username"), List.of(to), text, "", request.field("id"));
    }

    @Override
    public Answer answer(Behaviour behaviour, Submitted submitted, List<Received> taken) {
        return PlainText.answer(behaviour, taken);
    }
}
