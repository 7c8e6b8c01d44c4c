package io.staffetta.access;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the channel that a message came by, and the application that it belongs to. Written {@code http}, {@code
 * http:crm}, or {@code http:crm:test}. It travels with the message, so that it stays one of a test however long it
 * waits, and whatever becomes of the application.
 *
 * @param door the Channel Adapter, such as {@code http}
 * @param application name of the application; empty for none
 * @param isTest whether it is never to be sent
 */
public record Source(String door, String application, boolean isTest) {

    /** Names of applications. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");

    private static final Pattern WRITTEN = Pattern.compile("([a-z0-9-]{1,40})(?::(" + NAME + ")(:test)?)?");

    /** The source with a name; if that is none as written here, all of it is the door. */
    public static Source of(String written) {
        if (written.indexOf(':') < 0) {
            return new Source(written, "", false);
        }
        Matcher parts = WRITTEN.matcher(written);
        return parts.matches()
                ? new Source(parts.group(1), parts.group(2), parts.group(3) != null)
                : new Source(written, "", false);
    }

    /** Whether a text is a source as written here. */
    public static boolean isWritten(String text) {
        return WRITTEN.matcher(text).matches();
    }

    /** Whether it belongs to an application. */
    public boolean isOf(String name) {
        return !name.isEmpty() && application.equals(name);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return application.isEmpty() ? door : door + ":" + application + (isTest ? ":test" : "");
    }
}
