package io.staffetta.provider.wire;

import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.ProviderRequest;
import io.staffetta.provider.Submission;
import io.staffetta.provider.table.ProviderUrl;
import io.staffetta.provider.table.ProviderWires;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Variable;

/** Writes an SMS for TIM EasyAPI: XML with a bearer token, as one public client has it. */
public final class EasyApiRequest {

    private final ProviderWires wires;

    /** Writes with the names of these wires. */
    public EasyApiRequest(ProviderWires wires) {
        this.wires = wires;
    }

    /**
     * The request for one message.
     *
     * @throws AccountUnusableException if the account has no usable address or leaves out what it needs
     */
    public ProviderRequest write(@Variable("submission") Submission submission, AccessToken token) {
        ProviderWires.Wire wire = wires.of(submission);
        String sms = XmlText.document(xml -> {
            xml.writeStartElement(wire.setting("root"));
            XmlText.writeElements(xml, wire.request().of(submission));
            xml.writeEndElement();
        });
        return new ProviderRequest(
                        ProviderUrl.of(submission, wire.descriptor()).toString(),
                        "application/xml; charset=UTF-8",
                        wire.request().headers(submission),
                        sms.getBytes(StandardCharsets.UTF_8))
                .withHeader("Authorization", "Bearer " + token.value());
    }
}
