package io.staffetta.provider;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;

/**
 * Tells failures before a request is begun from all others, by place instead of by class: "network is unreachable" and a
 * reset in mid-answer are both a {@code SocketException}, and only after the first is another attempt safe.
 */
final class ConnectGuard implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CallTrace trace = CallTrace.begin(scope.clientContext);
        try {
            return chain.proceed(request, scope);
        } catch (IOException | HttpException | RuntimeException e) {
            if (trace.requestBegun()) {
                throw e;
            }
            throw new NotConnectedException(words(e, scope.route.getTargetHost()), e);
        }
    }

    private static String words(Exception failure, HttpHost target) {
        String host = target.getHostName() + port(target);
        if (failure instanceof ConnectionRequestTimeoutException) {
            return "all connections that the account may have to " + host + " are in use";
        }
        if (failure instanceof ConnectTimeoutException) {
            return "cannot connect to " + host + ": it did not answer in time";
        }
        if (failure instanceof UnknownHostException) {
            return "cannot connect to " + host + ": its name is not known";
        }
        if (failure instanceof SSLException) {
            return "cannot trust " + host + ": " + reason(failure);
        }
        return "cannot connect to " + host + ": " + reason(failure);
    }

    private static String port(HttpHost target) {
        int standard = "https".equalsIgnoreCase(target.getSchemeName()) ? 443 : 80;
        return ":" + (target.getPort() > 0 ? target.getPort() : standard);
    }

    /** What the system says, as in {@code Connect to http://… failed: Connection refused}, without the address. */
    private static String reason(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        String reason =
                message.substring(message.lastIndexOf("failed: ") < 0 ? 0 : message.lastIndexOf("failed: ") + 8);
        String clean = reason.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return clean.isEmpty()
                ? "no reason given"
                : clean.substring(0, 1).toLowerCase(Locale.ROOT) + clean.substring(1);
    }
}
