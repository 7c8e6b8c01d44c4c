package io.staffetta.provider.wire;

import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.ProviderRequest;
import io.staffetta.provider.Submission;
import io.staffetta.provider.table.ProviderUrl;
import io.staffetta.provider.table.ProviderWires;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * Writes a SOAP 1.1 request for PLUS. That PMF is called by SOAP is inferred: its accounts have a {@code pmfUrl} and a
 * {@code pmfQName}, which is how Java programs name a web service. Operation and elements are named by the descriptor.
 */
public final class SoapRequest {

    private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final String CONTENT_TYPE = "text/xml; charset=UTF-8";

    private final ProviderWires wires;

    /** Writes with the names of these wires. */
    public SoapRequest(ProviderWires wires) {
        this.wires = wires;
    }

    /**
     * The request for one message.
     *
     * @throws AccountUnusableException if the account has no usable address or leaves out what it needs
     */
    public ProviderRequest write(@Variable("submission") Submission submission) {
        ProviderWires.Wire wire = wires.of(submission);
        ProviderDescriptor.SoapRules soap = wire.descriptor().soap();
        String qName = submission.account().field(soap.namespaceField()).strip();
        String namespace = namespace(qName.isEmpty() ? soap.namespace() : qName);
        String envelope = envelope(namespace, soap.operation(), wire.request().of(submission));
        return new ProviderRequest(
                ProviderUrl.of(submission, wire.descriptor()).toString(),
                CONTENT_TYPE,
                wire.request().headers(submission),
                envelope.getBytes(StandardCharsets.UTF_8));
    }

    /** The namespace of {@code {namespace}Name}; a text without braces is a namespace already. */
    static String namespace(String qName) {
        int end = qName.indexOf('}');
        return qName.startsWith("{") && end > 0 ? qName.substring(1, end) : qName;
    }

    private static String envelope(String namespace, String operation, Map<String, String> fields) {
        return XmlText.document(xml -> {
            xml.writeStartElement("soapenv", "Envelope", SOAP);
            xml.writeNamespace("soapenv", SOAP);
            xml.writeStartElement("soapenv", "Body", SOAP);
            if (namespace.isEmpty()) {
                xml.writeStartElement(operation);
            } else {
                xml.writeStartElement("pmf", operation, namespace);
                xml.writeNamespace("pmf", namespace);
            }
            XmlText.writeElements(xml, fields);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndElement();
        });
    }
}
