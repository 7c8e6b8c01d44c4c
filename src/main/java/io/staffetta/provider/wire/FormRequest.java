package io.staffetta.provider.wire;

import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.ProviderRequest;
import io.staffetta.provider.Submission;
import io.staffetta.provider.table.ProviderUrl;
import io.staffetta.provider.table.ProviderWires;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.camel.Variable;

/**
 * Writes a form: {@code application/x-www-form-urlencoded} in UTF-8. So Messagenet's clients do; for KPNQwest and TIM Consip
 * it is assumed.
 */
public final class FormRequest {

    static final String CONTENT_TYPE = "application/x-www-form-urlencoded; charset=UTF-8";

    private final ProviderWires wires;

    /** Writes with the names of these wires. */
    public FormRequest(ProviderWires wires) {
        this.wires = wires;
    }

    /**
     * The request for one message.
     *
     * @throws AccountUnusableException if the account has no usable address or leaves out what it needs
     */
    public ProviderRequest write(@Variable("submission") Submission submission) {
        ProviderWires.Wire wire = wires.of(submission);
        String form = encode(wire.request().of(submission));
        return new ProviderRequest(
                ProviderUrl.of(submission, wire.descriptor()).toString(),
                CONTENT_TYPE,
                wire.request().headers(submission),
                form.getBytes(StandardCharsets.US_ASCII));
    }

    /** The fields as a form. */
    static String encode(Map<String, String> fields) {
        StringJoiner form = new StringJoiner("&");
        fields.forEach((name, value) -> form.add(encode(name) + "=" + encode(value)));
        return form.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
