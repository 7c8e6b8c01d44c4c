package io.staffetta.sandbox.wire;

/**
 * Holds the credentials of a sandbox provider's one customer. Dummies: the sandbox must never see a real credential.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param username user name or id of the account
 * @param password password that goes with it
 * @param userUuid PLUS only: stands for user name and password
 * @param token TIM SMS Professional only: third secret beside user name and password
 */
public record CustomerCredentials(String username, String password, String userUuid, String token) {

    /** The credentials of the demo accounts. */
    public static final CustomerCredentials DEMO =
            new CustomerCredentials("demo", "demo-password", "demo-uuid", "demo-token");

    /** The same with another password. */
    public CustomerCredentials withPassword(String newPassword) {
        return new CustomerCredentials(username, newPassword, userUuid, token);
    }

    /** Whether these are the user name and the password. */
    public boolean match(String givenUsername, String givenPassword) {
        return username.equals(givenUsername) && password.equals(givenPassword);
    }

    /** Names the user but no secret. */
    @Override
    public String toString() {
        return "Credentials[" + username + "]";
    }
}
