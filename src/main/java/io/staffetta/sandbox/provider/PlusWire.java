package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.CredentialStore;
import io.staffetta.sandbox.wire.CustomerCredentials;
import io.staffetta.sandbox.wire.Numbers;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Submitted;
import io.staffetta.sandbox.wire.WireDescription;
import io.staffetta.sandbox.wire.WireRefusal;
import io.staffetta.sandbox.wire.WireRequest;
import java.util.List;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;

/**
 * PLUS, PMF: SOAP 1.1, operation {@code sendSMS} in any namespace. Only the name {@code userUUID} is public; the rest is
 * assumed.
 */
public final class PlusWire extends LoginWire {

    static final String PROVIDER = "plus";

    private static final WireDescription DESCRIPTION = WireDescription.ofMessages(
            PROVIDER,
            List.of("/plus/pmf"),
            "text/xml",
            "SOAP 1.1 sendSMS: userUUID* or username* and password*, sender, recipient*, text* (assumed)",
            "<return>");

    private static final String OPERATION = "sendSMS";
    private static final String CLIENT = "Client";
    private static final String SERVER = "Server";
    private static final String LOGIN = "Login failed: check userUUID or username and password";
    private static final String ENVELOPE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>%s\
            </soapenv:Body></soapenv:Envelope>
            """;

    public PlusWire(CredentialStore credentials) {
        super(DESCRIPTION, PROVIDER, credentials);
    }

    @Override
    public Submitted read(WireRequest request) throws WireRefusal {
        XmlFields fields = parse(request);
        String operation = fields.firstChild("Body").map(QName::getLocalPart).orElse("");
        if (!operation.equals(OPERATION)) {
            throw new WireRefusal(fault(500, CLIENT, "Unknown operation: use " + OPERATION));
        }
        CustomerCredentials expected = login();
        String uuid = fields.field("userUUID").strip();
        boolean known = uuid.isEmpty()
                ? expected.match(fields.field("username").strip(), fields.field("password"))
                : uuid.equals(expected.userUuid());
        if (!known) {
            throw new WireRefusal(fault(500, CLIENT, LOGIN));
        }
        String to = Numbers.e164(fields.field("recipient").strip())
                .orElseThrow(() -> new WireRefusal(fault(500, CLIENT, "Invalid recipient")));
        if (fields.field("text").isEmpty()) {
            throw new WireRefusal(fault(500, CLIENT, "Missing element text"));
        }
        return new Submitted(
                expected.username(),
                List.of(to),
                fields.field("text"),
                fields.field("sender").strip(),
                "");
    }

    private static XmlFields parse(WireRequest request) throws WireRefusal {
        try {
            return XmlFields.parse(request.body());
        } catch (XMLStreamException e) {
            throw new WireRefusal(fault(500, CLIENT, "Not an acceptable XML document"));
        }
    }

    @Override
    public Answer answer(Behaviour behaviour, Submitted submitted, List<Received> taken) {
        return switch (behaviour) {
            case LOGIN_REFUSED -> fault(500, CLIENT, LOGIN);
            case NO_CREDIT -> fault(500, CLIENT, "Credito insufficiente");
            case BAD_NUMBER -> fault(500, CLIENT, "Invalid recipient");
            case SENDER_REFUSED -> fault(500, CLIENT, "Sender not allowed");
            case BUSY, BUSY_TWICE -> fault(429, SERVER, "Too many requests");
            // With SOAP's own status, so that the fault code alone says that it is worth another attempt.
            case UNAVAILABLE -> fault(500, SERVER, "Service busy, try again later");
            default -> accepted(taken.get(0).reference());
        };
    }

    private static Answer accepted(String reference) {
        return envelope(200, "<sendSMSResponse><return>" + reference + "</return></sendSMSResponse>");
    }

    private static Answer fault(int status, String code, String words) {
        return envelope(
                status,
                "<soapenv:Fault><faultcode>soapenv:" + code + "</faultcode><faultstring>" + XmlFields.escape(words)
                        + "</faultstring></soapenv:Fault>");
    }

    private static Answer envelope(int status, String content) {
        return Answer.xml(status, "text/xml", ENVELOPE.formatted(content));
    }
}
