package io.staffetta.it.support;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What tests need of the system and Java cannot do: mounts, owners, names of any bytes. */
public final class Shell {

    private Shell() {}

    /** Whether a script ends well. */
    public static boolean can(String script, String... args) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(args));
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a script that must end well; {@code $1} and so on are its arguments. */
    public static void run(String script, String... args) {
        if (!can(script, args)) {
            throw new IllegalStateException("This failed: " + script + " " + List.of(args));
        }
    }

    /** Tells loudly that tests are left out. */
    public static boolean skipped(boolean possible, String what) {
        if (!possible) {
            System.err.println("SKIPPED: " + what);
        }
        return !possible;
    }
}
