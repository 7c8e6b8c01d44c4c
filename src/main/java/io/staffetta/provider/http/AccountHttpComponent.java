package io.staffetta.provider.http;

import io.netty.handler.codec.http.FullHttpRequest;
import io.staffetta.message.RequestProgress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The HTTP client of all calls to providers, under the name {@code account-http}. It is asynchronous: no thread waits for an
 * answer. Each account has a connection pool of its own, as large as {@link ProviderClient} says.
 *
 * <ul>
 *   <li>Nothing is sent twice: no automatic retry, no redirect followed.
 *   <li>Nothing is told but the request: no cookies, no product name.
 *   <li>Certificates are verified against the trust store of the Java runtime, and no option changes that.
 *   <li>A connection that the provider may have closed is not written to: it is looked at each time, and dropped after
 *       {@link KeepAlive#LONGEST} without use.
 *   <li>An answer is one to our request: what came on a connection before the request was written closes it.
 *   <li>Time and memory are bounded: the whole answer, from the first byte of the request, has to come within the time-out,
 *       also from a provider that sends a byte now and then, and has to fit in {@link AnswerContent#LARGEST}.
 *   <li>A failure tells how far the call came, see {@link RequestProgress}.
 * </ul>
 *
 * <p>Settings: {@code staffetta.provider.connect-timeout} (ms, default 5000; also the longest wait for a connection of the
 * pool) and {@code staffetta.provider.response-timeout} (ms, default 20000; from the first byte of the request to the last
 * of the answer).
 */
public final class AccountHttpComponent extends DefaultComponent {

    /** Name of the component in a Camel context. */
    public static final String NAME = "account-http";

    private final Clock clock;
    private final HttpFailures failures;
    private AccountConnections connections;

    /** Reads dates in answers by this clock, and tells failures as these say. */
    public AccountHttpComponent(Clock clock, HttpFailures failures) {
        this.clock = clock;
        this.failures = failures;
    }

    HttpFailures failures() {
        return failures;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new AccountHttpEndpoint(uri, this);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        connections = new AccountConnections(new CallSettings(
                millis("staffetta.provider.connect-timeout", 5000),
                millis("staffetta.provider.response-timeout", 20_000)));
    }

    @Override
    protected void doShutdown() throws Exception {
        connections.stop();
        super.doShutdown();
    }

    /**
     * Ends every call under way with a failure that says how far it came, and begins no other. Returns when their callers were
     * told.
     */
    public void abort() {
        connections.abort();
    }

    void aside(Runnable work) {
        connections.aside(work);
    }

    void begin(Origin origin, FullHttpRequest request, ProviderClient client, HttpCall.Completion completion) {
        connections.begin(new HttpCall(origin, request, clock, completion), client);
    }

    private Duration millis(String key, long defaultValue) {
        String value = getCamelContext().resolvePropertyPlaceholders("{{" + key + ":" + defaultValue + "}}");
        try {
            int millis = Integer.parseInt(value.strip());
            if (millis > 0) {
                return Duration.ofMillis(millis);
            }
        } catch (NumberFormatException e) {
            // AnswerValues below.
        }
        throw new IllegalArgumentException(key + " must be a number of milliseconds above 0, but is " + value);
    }
}
