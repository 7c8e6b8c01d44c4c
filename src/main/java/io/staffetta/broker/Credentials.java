package io.staffetta.broker;

/**
 * User and password for a broker.
 *
 * @param user name; empty for none
 * @param password password; empty for none
 */
public record Credentials(String user, String password) {

    /** No user and no password. */
    public static final Credentials ANONYMOUS = new Credentials("", "");

    /** Whether there is no user. */
    public boolean isAnonymous() {
        return user.isEmpty();
    }

    /** Names the user, not the password. */
    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
