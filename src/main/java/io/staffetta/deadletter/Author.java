package io.staffetta.deadletter;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Who does something with dead letters, and why.
 *
 * @param who a user of a system, an application, …
 * @param why in that person's words; empty if not said
 */
public record Author(String who, String why) {

    /** The user of this process, as {@code user@machine}. */
    public static Author ofProcess(String why) {
        return new Author(System.getProperty("user.name", "") + "@" + machine(), why);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "?";
        }
    }
}
