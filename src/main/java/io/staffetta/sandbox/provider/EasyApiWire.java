package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.CredentialStore;
import io.staffetta.sandbox.wire.IssuedTokens;
import io.staffetta.sandbox.wire.Numbers;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Submitted;
import io.staffetta.sandbox.wire.WireDescription;
import io.staffetta.sandbox.wire.WireRefusal;
import io.staffetta.sandbox.wire.WireRequest;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/** TIM EasyAPI, sending: XML under a bearer token, answered with 201. Codes above 299 are assumed. */
public final class EasyApiWire extends LoginWire {

    static final String PROVIDER = "tim-easyapi";

    private static final WireDescription DESCRIPTION = WireDescription.ofMessages(
            PROVIDER,
            List.of("/tim/easyapi/sms/v1/mt"),
            "application/xml",
            "Bearer token*, XML sms: address* (tel:+39...), msgid, notify, validity, oadc, message*",
            "<id>");

    private static final String SCHEME = "tel:";

    private final IssuedTokens tokens;

    public EasyApiWire(CredentialStore credentials, IssuedTokens tokens) {
        super(DESCRIPTION, PROVIDER, credentials);
        this.tokens = tokens;
    }

    @Override
    public Submitted read(WireRequest request) throws WireRefusal {
        EasyApi.checkBearer(request, tokens);
        XmlFields fields = parse(request);
        String address = fields.field("address").strip();
        Optional<String> to = address.startsWith(SCHEME)
                ? Numbers.e164WithPlus(address.substring(SCHEME.length()))
                : Optional.empty();
        String recipient = to.orElseThrow(() -> new WireRefusal(EasyApi.error(400, "Invalid address")));
        if (fields.field("message").isEmpty()) {
            throw new WireRefusal(EasyApi.error(400, "Missing element message"));
        }
        return new Submitted(
                login().username(),
                List.of(recipient),
                fields.field("message"),
                fields.field("oadc").strip(),
                fields.field("msgid").strip());
    }

    private static XmlFields parse(WireRequest request) throws WireRefusal {
        try {
            XmlFields fields = XmlFields.parse(request.body());
            if (fields.firstChild("")
                    .filter(root -> root.getLocalPart().equals("sms"))
                    .isPresent()) {
                return fields;
            }
        } catch (XMLStreamException e) {
            // Answered like a document of another kind.
        }
        throw new WireRefusal(EasyApi.error(400, "Not an acceptable sms document"));
    }

    @Override
    public Answer answer(Behaviour behaviour, Submitted submitted, List<Received> taken) {
        return switch (behaviour) {
            case LOGIN_REFUSED -> EasyApi.loginRefused();
            case NO_CREDIT -> EasyApi.error(402, "No credit");
            case BAD_NUMBER -> EasyApi.error(400, "Invalid address");
            case SENDER_REFUSED -> EasyApi.error(422, "Sender oadc not allowed");
            case BUSY, BUSY_TWICE -> EasyApi.error(429, "Too many requests");
            case UNAVAILABLE -> EasyApi.error(503, "Service unavailable");
            default ->
                EasyApi.xml(
                        201,
                        "<sms><id>" + taken.get(0).reference() + "</id><msgid>" + XmlFields.escape(submitted.id())
                                + "</msgid></sms>");
        };
    }
}
