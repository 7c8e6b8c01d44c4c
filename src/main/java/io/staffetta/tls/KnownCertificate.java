package io.staffetta.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes the one certificate that this installation is configured with, whoever issued it and whatever name it is for: so commands
 * reach their own gateway, and no other.
 *
 * <p>Thread-safe.
 */
public final class KnownCertificate extends X509ExtendedTrustManager {

    private final CertificateFiles files;

    /**
     * @param files of the gateway; read with each handshake
     */
    public KnownCertificate(CertificateFiles files) {
        this.files = files;
    }

    /** Sockets that believe it. */
    public SSLSocketFactory sockets() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {this}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }

    private void check(X509Certificate[] shown) throws CertificateException {
        try {
            if (shown.length > 0 && shown[0].equals(files.chain().get(0))) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new CertificateException(e.getMessage(), e);
        }
        throw new CertificateException("what answers shows another certificate than " + files
                + ": it is not this installation's gateway, or has not read a new certificate yet");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("Clients show no certificates");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
