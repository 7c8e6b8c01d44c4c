package io.staffetta.config.accounts;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks an address that credentials are sent to. */
final class UrlRule {

    private static final int MAX_PORT = 65_535;
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    /** A rule that an address breaks, in words that do not repeat the address, which may hold a password. */
    record Violation(String wrong, String right) {}

    private UrlRule() {}

    /** What is wrong with an address; empty if nothing is. */
    static Optional<Violation> violation(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return broken("is not a URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return broken("is not an http or https URL");
        }
        if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            return Optional.of(new Violation(
                    "holds credentials", "leave out what precedes the @; credentials have fields of their own"));
        }
        if (uri.getHost() == null || uri.getPort() > MAX_PORT) {
            return broken("has no valid host and port");
        }
        if (scheme.equals("http")
                && !LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches()) {
            return Optional.of(new Violation(
                    "credentials would travel in clear", "must begin with https:// unless it is on this machine"));
        }
        return Optional.empty();
    }

    private static Optional<Violation> broken(String wrong) {
        return Optional.of(new Violation(wrong, "must be like https://provider.example/path"));
    }
}
