package io.staffetta.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Asks before something is done for good. */
public final class Confirmation {

    private Confirmation() {}

    /** Whether the answer, on the standard input, is yes. Without one it is no. */
    public static boolean given(PrintWriter err, String question) throws IOException {
        err.print(question + " [y/N] ");
        err.flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String answer = in.readLine();
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }
}
