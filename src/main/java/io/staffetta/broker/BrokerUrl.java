package io.staffetta.broker;

/** URLs of ActiveMQ's client, as far as the gateway looks into them. */
public final class BrokerUrl {

    private static final String COMPOSITE = "failover:";

    private BrokerUrl() {}

    /**
     * A URL by which a connection fails instead of waiting for ever for a broker to come.
     *
     * @param url any; options that it has stay as they are
     * @param millis longest that a connection may take
     */
    public static String withTimeout(String url, int millis) {
        if (url.startsWith(COMPOSITE)) {
            return url + optionsMark(url) + "startupMaxReconnectAttempts=2&timeout=" + millis;
        }
        if (url.matches("(tcp|ssl|nio|nio\\+ssl|auto|auto\\+ssl)://[^?]*")) {
            return url + "?connectionTimeout=" + millis;
        }
        return url;
    }

    /** The URL without its options, which may hold a password. */
    public static String shown(String url) {
        return url.replaceAll("\\?[^,)]*", "");
    }

    /** What comes before a further option of a {@code failover:} URL, whose addresses in brackets have options of their own. */
    private static String optionsMark(String url) {
        String own = url.substring(url.lastIndexOf(')') + 1);
        return own.contains("?") ? "&" : "?";
    }
}
