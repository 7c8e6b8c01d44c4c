package io.staffetta.batch.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line {@code sep=;} by which Excel is told the separator of a file. */
public final class SeparatorLine {

    /** Excel writes as many separators behind as the sheet has columns. */
    private static final Pattern LINE = Pattern.compile(
            "\\s*\"?\\s*sep\\s*=(?:([^\"\\p{L}\\p{N} ])(?:\\1|[\"\\s]){0,200})?", Pattern.CASE_INSENSITIVE);

    private SeparatorLine() {}

    /**
     * The separator that a line names.
     *
     * @return empty if it is no such line
     * @throws BatchFileException if it is one, and names none
     */
    public static Optional<Character> of(LineReader.Line line) {
        Matcher matcher = LINE.matcher(line.text());
        if (line.tooLong() || !matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(1) == null) {
            throw new BatchFileException(
                    line.number(),
                    0,
                    "says sep= and no separator",
                    "write it behind, as in sep=; or leave the line out");
        }
        return Optional.of(matcher.group(1).charAt(0));
    }
}
