package io.staffetta.alert;

import java.util.List;

/**
 * A mail server, and who writes to whom.
 *
 * @param host its name; empty for no mail
 * @param port its port
 * @param security whether and when the connection is encrypted
 * @param user login; empty for none
 * @param password its password
 * @param from address of the sender
 * @param to addresses of the recipients
 */
public record MailServer(
        String host, int port, Security security, String user, String password, String from, List<String> to) {

    /** Says whether and when the connection is encrypted. */
    public enum Security {
        /** Never. */
        NONE,
        /** After the server has said that it can; without that nothing is sent. */
        STARTTLS,
        /** From the begin. */
        TLS
    }

    public MailServer {
        to = List.copyOf(to);
    }

    /** Has no password in it. */
    @Override
    public String toString() {
        return "MailServer[" + host + "]";
    }
}
