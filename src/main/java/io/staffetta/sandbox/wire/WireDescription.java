package io.staffetta.sandbox.wire;

import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * Describes a provider's interface: where its requests arrive, and what they look like.
 *
 * @param provider name in scripts and in {@code /received}
 * @param method method of its requests
 * @param paths paths that it answers on
 * @param mediaType media type that a request must have; empty for any
 * @param fields names of what a request carries, for the documentation
 * @param carriesMessages whether its requests send messages; only those are counted, and answered by the recipient's digits
 * @param tellsDelivery whether its requests ask what became of a message; these are counted apart
 * @param beforeId what stands before the message's id in an answer, if its requests send messages; else empty
 */
public record WireDescription(
        String provider,
        HttpMethod method,
        List<String> paths,
        String mediaType,
        String fields,
        boolean carriesMessages,
        boolean tellsDelivery,
        String beforeId) {

    public static final String FORM = "application/x-www-form-urlencoded";

    public WireDescription {
        paths = List.copyOf(paths);
    }

    /** An interface that messages are sent to, by POST. */
    public static WireDescription ofMessages(
            String provider, List<String> paths, String mediaType, String fields, String beforeId) {
        return new WireDescription(provider, HttpMethod.POST, paths, mediaType, fields, true, false, beforeId);
    }

    /** An interface that tells what became of messages; asked by POST, with a form. */
    public static WireDescription ofReports(String provider, List<String> paths, String fields) {
        return new WireDescription(provider, HttpMethod.POST, paths, FORM, fields, false, true, "");
    }

    /** An interface that helps to send, such as by giving a token. */
    public static WireDescription ofHelp(
            String provider, HttpMethod method, List<String> paths, String mediaType, String fields) {
        return new WireDescription(provider, method, paths, mediaType, fields, false, false, "");
    }
}
