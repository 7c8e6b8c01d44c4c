package io.staffetta.provider.http;

import java.net.URI;

/**
 * Identifies where a connection leads.
 *
 * @param tls whether it is encrypted
 * @param host name or address; that of an IPv6 address without brackets
 * @param port TCP port
 */
record Origin(boolean tls, String host, int port) {

    /** The origin of an {@code http} or {@code https} address. */
    static Origin of(URI url) {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        String host = url.getHost();
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        return new Origin(tls, bracketed ? host.substring(1, host.length() - 1) : host, port);
    }

    /** Such as {@code sms.example.com:443}. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
