package io.staffetta.provider.wire;

import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.Inquiry;
import io.staffetta.provider.ProviderRequest;
import io.staffetta.provider.table.ProviderUrl;
import io.staffetta.provider.table.ProviderWires;
import io.staffetta.provider.table.WireTemplate;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Variable;

/**
 * Writes a question about one message: a form in UTF-8, with all credentials in it. So the clients of Messagenet and TIM SMS
 * Professional ask.
 */
public final class ReportRequest {

    private final ProviderWires wires;

    /** Writes with the names of these wires. */
    public ReportRequest(ProviderWires wires) {
        this.wires = wires;
    }

    /**
     * The request for one message.
     *
     * @throws AccountUnusableException if the account has no address to ask at
     */
    public ProviderRequest write(@Variable("inquiry") Inquiry inquiry) {
        ProviderWires.Wire wire = wires.of(inquiry.account());
        return new ProviderRequest(
                ProviderUrl.ofReport(inquiry.account(), wire.descriptor()).toString(),
                FormRequest.CONTENT_TYPE,
                WireTemplate.fill(wire.report().headers(), inquiry),
                FormRequest.encode(WireTemplate.fill(wire.report().request(), inquiry))
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
