package io.staffetta.broker;

import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Failures to connect that no waiting mends: which setting is at fault, in words. */
public final class BrokerRefusal {

    private BrokerRefusal() {}

    /**
     * What is wrong with the settings.
     *
     * @param failure why no connection could be made
     * @param url the broker's
     * @param credentials those that were given
     * @return empty if the settings may be right and the broker is away
     */
    public static Optional<String> of(Throwable failure, String url, Credentials credentials) {
        String broker = "The broker at " + BrokerUrl.shown(url);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SecurityException || cause instanceof jakarta.jms.JMSSecurityException) {
                return Optional.of(broker + " refuses "
                        + (credentials.isAnonymous() ? "who has no name" : "user '" + credentials.user() + "'")
                        + ": see staffetta.broker.user and staffetta.broker.password");
            }
            if (cause instanceof CertificateException) {
                return Optional.of(broker + " shows a certificate that is not to be believed (" + cause.getMessage()
                        + "): put it, or its authority's, into the file that staffetta.broker.trust-store names");
            }
            if (isTls(cause)) {
                return Optional.of(broker + " cannot be spoken to over TLS (" + cause.getMessage()
                        + "): see whether staffetta.broker.url has the port for TLS, and staffetta.broker.trust-store"
                        + " the broker's certificate");
            }
            String words = String.valueOf(cause.getMessage());
            if (words.contains("scheme NOT recognized") || words.contains("Invalid connect parameters")) {
                return Optional.of("Setting staffetta.broker.url is wrong (" + words
                        + "): it must be 'embedded' or a URL of the ActiveMQ client, such as tcp://broker1:61616");
            }
        }
        return Optional.empty();
    }

    /** Whether TLS itself failed. A broker that ends the connection in the middle may only be starting. */
    private static boolean isTls(Throwable cause) {
        if (cause instanceof SSLException) {
            return !(cause.getCause() instanceof EOFException);
        }
        // What the JDK says to a thread that writes, while another was told what is wrong with the certificate.
        return cause instanceof SocketException && "Connection or outbound has closed".equals(cause.getMessage());
    }
}
