package io.staffetta.broker.embedded.rights;

import io.staffetta.broker.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Checks who may connect to the embedded broker.
 *
 * @param gateway the gateway's own login, and that of its operators: it may do everything
 * @param senders the login of senders, which have only what {@link SenderRights} lets them; {@link Credentials#ANONYMOUS} for
 *     anyone, {@code null} for nobody
 * @param applications senders with logins of their own
 */
public record BrokerLogins(Credentials gateway, Credentials senders, ApplicationLogins applications) {

    /** Name of the gateway's own login. */
    public static final String GATEWAY = "staffetta-gateway";

    /** How tokens of applications begin: what looks like one is never somebody else's password. */
    private static final String TOKEN = "stf_";

    /** Without applications. */
    public BrokerLogins(Credentials gateway, Credentials senders) {
        this(gateway, senders, ApplicationLogins.NONE);
    }

    /** The same with applications. */
    public BrokerLogins with(ApplicationLogins others) {
        return new BrokerLogins(gateway, senders, others);
    }

    /** One login, which may do everything; {@link Credentials#ANONYMOUS} for anyone. */
    public static BrokerLogins one(Credentials credentials) {
        return new BrokerLogins(credentials, null);
    }

    /**
     * The login that a client gives.
     *
     * @param user may be {@code null}
     * @param password may be {@code null}
     * @throws SecurityException if there is none such; does not repeat what it gave
     */
    public Login check(String user, String password) {
        if (gateway.isAnonymous() || fits(gateway, user, password)) {
            return new Login(gateway.user(), true, null);
        }
        if (senders != null && !senders.isAnonymous() && fits(senders, user, password)) {
            return new Login(senders.user(), false, null);
        }
        if (password != null && password.startsWith(TOKEN)) {
            return applications
                    .login(user, password)
                    .map(entered -> new Login(entered.name(), false, entered))
                    .orElseThrow(
                            () -> new SecurityException(RefusalLog.MARK + "name or token of an application is wrong"));
        }
        if (senders == null || !senders.isAnonymous() || gateway.user().equals(user)) {
            throw new SecurityException(RefusalLog.MARK + "user name or password is wrong");
        }
        return new Login(senders.user(), false, null);
    }

    private static boolean fits(Credentials right, String user, String password) {
        return same(right.user(), user) && same(right.password(), password);
    }

    /** Takes equally long for every wrong text of the right length: a password is not found letter by letter. */
    private static boolean same(String right, String given) {
        return given != null
                && MessageDigest.isEqual(
                        right.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
