package io.staffetta.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Keeps pages of other sites, open in a browser on this machine, from sending messages through a gateway that asks for no
 * token. Such a page gives itself away: its requests have an {@code Origin} of its own, or, if its name was made to point
 * to this machine, a {@code Host} that is no name of this machine.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class BrowserRule {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|0:0:0:0:0:0:0:1");
    private static final int DEFAULT_PORT = 80;

    private final String boundHost;

    /**
     * @param boundHost name or address that the server is bound to, without brackets
     */
    public BrowserRule(String boundHost) {
        this.boundHost = boundHost.toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a request may come from this machine and not from a page of another site.
     *
     * @param host host of the request's {@code Host} header, without port; brackets of an IPv6 address do not count
     * @param port its port; -1 if it has none
     * @param origins the request's {@code Origin} headers
     */
    public boolean allows(String host, int port, List<String> origins) {
        String name = plain(host);
        return (LOOPBACK.matcher(name).matches() || name.equals(boundHost))
                && origins.stream().allMatch(origin -> isSame(origin, name, port));
    }

    private static boolean isSame(String origin, String host, int port) {
        try {
            URI uri = new URI(origin);
            return "http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && plain(uri.getHost()).equals(host)
                    && known(uri.getPort()) == known(port);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int known(int port) {
        return port == -1 ? DEFAULT_PORT : port;
    }

    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
    }
}
