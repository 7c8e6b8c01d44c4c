package io.staffetta.http.console;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes out of scripts and style sheets what only people read, so that browsers need not fetch it: comments on lines of their own and
 * indentation. Lines stay lines. A text of a script that goes over several lines must not depend on its indentation.
 */
final class Minifier {

    private static final Pattern COMMENT = Pattern.compile("(?ms)^[ \\t]*/\\*.*?\\*/[ \\t]*$|^[ \\t]*//[^\\n]*$");
    private static final Pattern NOTE = Pattern.compile("(?s)/\\*.*?\\*/");
    private static final Pattern ROOM = Pattern.compile("\\s*([{};,])\\s*|(?<=:)\\s+");

    private Minifier() {}

    /** A script of the console's own. */
    static String script(String text) {
        return COMMENT.matcher(text)
                .replaceAll("")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** A style sheet. */
    static String style(String text) {
        return ROOM.matcher(NOTE.matcher(text).replaceAll("")).replaceAll("$1").strip();
    }
}
