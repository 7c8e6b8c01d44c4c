package io.staffetta.cli.terminal;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The browser of the machine that a command runs on. */
public final class LocalBrowser {

    /** How long what opens it may take to say that it cannot, in seconds. */
    private static final int PATIENCE = 3;

    private LocalBrowser() {}

    /** Opens an address; says whether that went well, as far as one can tell. */
    public static boolean open(String address) {
        return run(command(System.getProperty("os.name"), address));
    }

    /** What opens an address on a system, by its name as Java has it. */
    static List<String> command(String system, String address) {
        String name = system.toLowerCase(Locale.ROOT);
        return name.startsWith("mac")
                ? List.of("open", address)
                : name.startsWith("windows")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                        : List.of("xdg-open", address);
    }

    /** Whether a command could be run, and has not failed soon. */
    static boolean run(List<String> command) {
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return !started.waitFor(PATIENCE, TimeUnit.SECONDS) || started.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
