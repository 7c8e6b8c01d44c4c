package io.staffetta.http.accounts;

import io.staffetta.account.Account;
import io.staffetta.language.Phrase;
import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.Submission;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.provider.table.ProviderUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Looks at an account without sending: whether it has an address, whether its host is known, takes connections and proves who
 * it is, and, where the provider gives access tokens, whether it takes the login. Stops at the first step that fails.
 *
 * <p>Thread-safe.
 */
public final class AccountCheck {

    private static final int TIMEOUT_MILLIS = 3000;
    private static final int LOGIN_SECONDS = 6;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final ProviderDescriptors providers;
    private final Function<Submission, CompletionStage<?>> login;

    /**
     * @param login asks a provider for an access token
     */
    public AccountCheck(ProviderDescriptors providers, Function<Submission, CompletionStage<?>> login) {
        this.providers = providers;
        this.login = login;
    }

    /**
     * Describes one step of it.
     *
     * @param what {@code fields}, {@code dns}, {@code tcp}, {@code tls} or {@code login}
     * @param ok whether it went well
     * @param detail what was found
     */
    public record Step(String what, boolean ok, Phrase detail) {

        Step(String what, boolean ok, CharSequence detail) {
            this(what, ok, Phrase.of(detail));
        }
    }

    /** The steps that were taken, the last of them perhaps without success. */
    public List<Step> of(Account account) {
        List<Step> steps = new ArrayList<>();
        ProviderDescriptor wire = providers.wire(account.wire()).orElseThrow();
        // The user and the text are of no meaning to what is asked.
        Submission nobody = new Submission("check", account, "+390", "", "", 1);
        try {
            URI url = ProviderUrl.of(nobody, wire);
            steps.add(
                    new Step("fields", true, Phrase.of("All fields are there, and requests go to {0}", url.getHost())));
            reach(url, steps);
        } catch (AccountUnusableException e) {
            steps.add(new Step("fields", false, e.getMessage()));
        }
        if (wire.token().needed() && steps.stream().allMatch(Step::ok)) {
            steps.add(login(nobody));
        }
        return steps;
    }

    private static void reach(URI url, List<Step> steps) {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
        try {
            InetAddress address = InetAddress.getByName(url.getHost());
            steps.add(new Step("dns", true, Phrase.of("{0} is {1}", url.getHost(), address.getHostAddress())));
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
                socket.setSoTimeout(TIMEOUT_MILLIS);
                steps.add(new Step("tcp", true, Phrase.of("port {0} takes connections", port)));
                if (tls) {
                    steps.add(handshake(socket, url.getHost(), port));
                }
            } catch (IOException e) {
                steps.add(new Step("tcp", false, Phrase.of("port {0} takes no connection: {1}", port, e.getMessage())));
            }
        } catch (UnknownHostException e) {
            steps.add(new Step("dns", false, Phrase.of("no address is known of {0}", url.getHost())));
        }
    }

    private static Step handshake(Socket socket, String host, int port) {
        try (SSLSocket secure =
                (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(socket, host, port, true)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return new Step(
                    "tls",
                    true,
                    Phrase.of(
                            "{0}, the certificate is good", secure.getSession().getProtocol()));
        } catch (IOException e) {
            return new Step("tls", false, Phrase.of("no secure connection: {0}", e.getMessage()));
        }
    }

    private Step login(Submission nobody) {
        try {
            login.apply(nobody).toCompletableFuture().get(LOGIN_SECONDS, TimeUnit.SECONDS);
            return new Step("login", true, "the provider gave an access token");
        } catch (ExecutionException e) {
            return new Step("login", false, String.valueOf(e.getCause().getMessage()));
        } catch (TimeoutException e) {
            return new Step("login", false, Phrase.of("the provider did not answer within {0} s", LOGIN_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Step("login", false, "the gateway stops");
        }
    }
}
