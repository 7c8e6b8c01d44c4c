package io.staffetta.provider.wire;

import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.ProviderRequest;
import io.staffetta.provider.Submission;
import io.staffetta.provider.table.ProviderUrl;
import io.staffetta.provider.table.ProviderWires;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Variable;

/** Writes an XML document: the fields of the descriptor as elements of its root. So one public client of TIM EasyAPI does. */
public final class XmlRequest {

    private final ProviderWires wires;

    /** Writes with the names of these wires. */
    public XmlRequest(ProviderWires wires) {
        this.wires = wires;
    }

    /**
     * The request for one message.
     *
     * @throws AccountUnusableException if the account has no usable address or leaves out what it needs
     */
    public ProviderRequest write(@Variable("submission") Submission submission) {
        ProviderWires.Wire wire = wires.of(submission);
        String sms = XmlText.document(xml -> {
            xml.writeStartElement(wire.descriptor().xml().root());
            XmlText.writeElements(xml, wire.request().of(submission));
            xml.writeEndElement();
        });
        return new ProviderRequest(
                ProviderUrl.of(submission, wire.descriptor()).toString(),
                "application/xml; charset=UTF-8",
                wire.request().headers(submission),
                sms.getBytes(StandardCharsets.UTF_8));
    }
}
