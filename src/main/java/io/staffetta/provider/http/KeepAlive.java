package io.staffetta.provider.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP header {@code Keep-Alive}: how long a provider keeps a connection that is not used. */
final class KeepAlive {

    /** Longest that an unused connection is kept. Below the shortest common limit of servers, Apache's 5 s. */
    static final Duration LONGEST = Duration.ofSeconds(4);

    private static final Pattern TIMEOUT =
            Pattern.compile("(?:^|[,;\\s])timeout\\s*=\\s*\"?([0-9]{1,9})", Pattern.CASE_INSENSITIVE);

    private KeepAlive() {}

    /** How long to keep a connection after an answer with these headers, at most {@link #LONGEST}. */
    static Duration of(HttpHeaders headers) {
        String value = headers.get("Keep-Alive");
        Matcher matcher = TIMEOUT.matcher(value == null ? "" : value);
        long seconds = matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
        return seconds > 0 && seconds < LONGEST.toSeconds() ? Duration.ofSeconds(seconds) : LONGEST;
    }
}
