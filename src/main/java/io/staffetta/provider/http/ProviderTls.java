package io.staffetta.provider.http;

import io.netty.handler.ssl.SslHandler;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * TLS to providers. Certificates and host names are verified against the trust store of the Java runtime, and no option
 * changes that.
 */
final class ProviderTls {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final SSLContext context;
    private final Executor blocking;
    private final Duration timeout;

    ProviderTls(Executor blocking, Duration timeout) {
        this.blocking = blocking;
        this.timeout = timeout;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS", e);
        }
    }

    SslHandler handler(Origin origin) {
        SSLEngine engine = context.createSSLEngine(origin.host(), origin.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(PROTOCOLS);
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine, blocking);
        handler.setHandshakeTimeoutMillis(timeout.toMillis());
        handler.setCloseNotifyFlushTimeout(500, TimeUnit.MILLISECONDS);
        return handler;
    }
}
