package io.staffetta.provider.wire;

import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.ProviderRequest;
import io.staffetta.provider.Submission;
import io.staffetta.provider.table.ProviderUrl;
import io.staffetta.provider.table.ProviderWires;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Variable;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Writes {@code multipart/form-data}, as TIM SMS Professional wants it. Its two public clients differ in the charset, so
 * each part states its own: UTF-8.
 */
public final class MultipartRequest {

    /** Without a charset, which RFC 7578 does not have here and the builder would add as ISO-8859-1. */
    private static final ContentType WHOLE = ContentType.create("multipart/form-data");

    private static final ContentType PART = ContentType.create("text/plain", StandardCharsets.UTF_8);

    private final ProviderWires wires;

    /** Writes with the names of these wires. */
    public MultipartRequest(ProviderWires wires) {
        this.wires = wires;
    }

    /**
     * The request for one message.
     *
     * @throws AccountUnusableException if the account has no usable address or leaves out what it needs
     */
    public ProviderRequest write(@Variable("submission") Submission submission) {
        ProviderWires.Wire wire = wires.of(submission);
        MultipartEntityBuilder parts = MultipartEntityBuilder.create().setContentType(WHOLE);
        wire.request().of(submission).forEach((name, value) -> parts.addTextBody(name, value, PART));
        HttpEntity entity = parts.build();
        return new ProviderRequest(
                ProviderUrl.of(submission, wire.descriptor()).toString(),
                entity.getContentType(),
                wire.request().headers(submission),
                bytes(entity));
    }

    private static byte[] bytes(HttpEntity entity) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            entity.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
