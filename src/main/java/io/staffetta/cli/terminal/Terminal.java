package io.staffetta.cli.terminal;

import java.io.Console;

/** Describes the terminal that this process writes to. */
public final class Terminal {

    private Terminal() {}

    /** Whether a person looks at it, on something whose lines can be written over. */
    // Java 17 gives no console where input or output is no terminal; what later ones give says so itself.
    @SuppressWarnings("SystemConsoleNull")
    public static boolean isThere() {
        String kind = System.getenv("TERM");
        Console console = System.console();
        return console != null && kind != null && !kind.equals("dumb") && isTerminal(console);
    }

    /** Whether a person can be asked: both input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    public static boolean canAnswer() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** From Java 22 on there is a console in any case. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
