package io.staffetta.provider;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Camel's HTTP component as submissions need it, under the name {@code account-http}. An endpoint of it is one account:
 * {@code account-http:provider/<account>?maxTotalConnections=…&connectionsPerRoute=…} has a client and a connection pool of
 * its own, and the header {@code CamelHttpUri} says where a request goes.
 *
 * <ul>
 *   <li>Nothing is sent twice: no automatic retry, no redirect followed.
 *   <li>Nothing is told but the request: no cookies, no product name.
 *   <li>Certificates are verified against the trust store of the Java runtime, and no option changes that.
 *   <li>A connection that the provider may have closed is not written to: it is checked each time, and dropped after
 *       {@link #KEEP_ALIVE} without use.
 *   <li>An answer is one to our request: what came on a connection before the request was written closes it.
 *   <li>Time and memory are bounded, see {@link AnswerGuard}.
 *   <li>A failure tells how far the call came, see {@link Progress}.
 * </ul>
 *
 * <p>Settings: {@code staffetta.provider.connect-timeout} (ms, default 5000; also the longest wait for a connection of the
 * pool) and {@code staffetta.provider.response-timeout} (ms, default 20000; from the first byte of the request to the last
 * of the answer).
 */
public final class AccountHttpComponent extends HttpComponent {

    /** Longest that an unused connection is kept. Below the shortest common limit of servers, Apache's 5 s. */
    static final Duration KEEP_ALIVE = Duration.ofSeconds(4);
    /** Longest that any connection is used, so that a change in the DNS is noticed. */
    private static final TimeValue TIME_TO_LIVE = TimeValue.ofMinutes(1);

    private static final Http1Config BOUNDED_HEADERS =
            Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(16_384).build();

    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "provider-time-outs");
        thread.setDaemon(true);
        return thread;
    });

    /** With everything off that would send more than the request, or send it twice. */
    public AccountHttpComponent() {
        timers.setRemoveOnCancelPolicy(true);
        setAutomaticRetriesDisabled(true);
        setRedirectHandlingDisabled(true);
        setCookieManagementDisabled(true);
        setAuthCachingDisabled(true);
        setConnectionStateDisabled(true);
        setContentCompressionDisabled(true);
        setDefaultUserAgentDisabled(true);
        setCopyHeaders(false);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        setConnectTimeout(millis("staffetta.provider.connect-timeout", 5000));
        setConnectionRequestTimeout(getConnectTimeout());
        setResponseTimeout(millis("staffetta.provider.response-timeout", 20_000));
    }

    @Override
    protected void doShutdown() throws Exception {
        timers.shutdownNow();
        super.doShutdown();
    }

    @Override
    protected HttpClientBuilder createHttpClientBuilder(
            String uri, Map<String, Object> parameters, Map<String, Object> httpClientOptions) {
        ConnectionKeepAliveStrategy provider = DefaultConnectionKeepAliveStrategy.INSTANCE;
        TimeValue longest = TimeValue.of(KEEP_ALIVE);
        return super.createHttpClientBuilder(uri, parameters, httpClientOptions)
                .setKeepAliveStrategy((response, context) -> {
                    TimeValue wish = provider.getKeepAliveDuration(response, context);
                    return TimeValue.isPositive(wish) ? wish.min(longest) : longest;
                })
                .setRequestExecutor(new HttpRequestExecutor() {
                    @Override
                    public ClassicHttpResponse execute(
                            ClassicHttpRequest request,
                            HttpClientConnection connection,
                            HttpResponseInformationCallback informed,
                            HttpContext context)
                            throws IOException, HttpException {
                        if (connection instanceof AccountConnection own && own.spokeFirst()) {
                            throw new SpokeFirstException();
                        }
                        return super.execute(request, CallTrace.of(context).watch(connection), informed, context);
                    }
                })
                .addExecInterceptorBefore(ChainElement.CONNECT.name(), "connect-guard", new ConnectGuard())
                .addExecInterceptorAfter(
                        ChainElement.CONNECT.name(),
                        "answer-guard",
                        new AnswerGuard(Duration.ofMillis(getResponseTimeout()), timers));
    }

    /** Leaves out Camel's registry of socket factories, which an endpoint option could make trust anyone. */
    @Override
    @SuppressWarnings("deprecation") // The parameter that is left out.
    protected HttpClientConnectionManager createConnectionManager(
            Registry<ConnectionSocketFactory> registry,
            int maxTotalConnections,
            int connectionsPerRoute,
            SocketConfig defaultSocketConfig) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(maxTotalConnections)
                .setMaxConnPerRoute(connectionsPerRoute)
                .setConnectionFactory(new AccountConnection.Factory(BOUNDED_HEADERS))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofMilliseconds(getConnectTimeout()))
                        .setSocketTimeout(Timeout.ofMilliseconds(getResponseTimeout()))
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .setTimeToLive(TIME_TO_LIVE)
                        .build())
                .build();
    }

    private long millis(String key, long defaultValue) {
        String value = getCamelContext().resolvePropertyPlaceholders("{{" + key + ":" + defaultValue + "}}");
        try {
            long millis = Long.parseLong(value.strip());
            if (millis > 0) {
                return millis;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new IllegalArgumentException(key + " must be a number of milliseconds above 0, but is " + value);
    }
}
