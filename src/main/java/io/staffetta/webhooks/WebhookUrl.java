package io.staffetta.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;

/** Checks where webhooks may go. */
public final class WebhookUrl {

    private static final int LONGEST = 500;
    private static final String LOOPBACK = "localhost|127(\\.[0-9]{1,3}){3}|\\[::1]";

    private WebhookUrl() {}

    /**
     * What is wrong with a URL; empty if nothing is.
     *
     * @param plain whether {@code http} may go beyond loopback
     */
    public static Optional<String> problem(String url, boolean plain) {
        try {
            URI uri = new URI(url);
            boolean isHttp = "http".equals(uri.getScheme());
            boolean isRight = url.length() <= LONGEST
                    && (isHttp || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
            if (!isRight) {
                return Optional.of("must be a URL with https, without user, password and fragment, of at most "
                        + LONGEST + " characters");
            }
            return isHttp && !plain && !uri.getHost().matches(LOOPBACK)
                    ? Optional.of(
                            "must begin with https: beyond this machine, http is for staffetta.webhooks.plain-http")
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of("must be a URL with https");
        }
    }

    /** Whether its host is one that nobody means: addresses of a link, by which clouds tell secrets, of many, and of none. */
    static boolean isForbidden(URI url) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
            if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
                return true;
            }
        }
        return false;
    }
}
