package io.staffetta.provider;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP POST to a provider, ready to be sent: what a request writer gives to the route {@code provider-call}.
 *
 * @param url absolute address, without credentials
 * @param contentType value of {@code Content-Type}
 * @param headers further request headers, in order; may hold credentials
 * @param content the body; may hold credentials
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; a copy of each body would be one more for each message.
public record ProviderRequest(String url, String contentType, Map<String, String> headers, byte[] content) {

    /** Keeps its own copy of the headers. */
    public ProviderRequest {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** This request with one more header. */
    public ProviderRequest withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ProviderRequest(url, contentType, more, content);
    }

    /** Tells the type and size but nothing of the content, which holds credentials, a number and a text. */
    @Override
    public String toString() {
        return "ProviderRequest[" + contentType + ", " + content.length + " bytes]";
    }
}
