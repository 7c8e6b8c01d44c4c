package io.staffetta.batch.text;

import io.staffetta.language.Phrase;

/**
 * A batch file cannot be read, or not any further. Its text says where, what is wrong and how to mend it, and repeats neither
 * number nor text of a message.
 */
public final class BatchFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long line;
    private final long column;
    private final transient Phrase mend;
    private final transient Phrase phrase;

    /**
     * @param line line of the file, from 1; 0 where the file as a whole is meant
     * @param column character in the line, from 1; 0 where the line as a whole is meant
     * @param wrong what is wrong; starts in lower case
     * @param mend what to do about it
     */
    public BatchFileException(long line, long column, CharSequence wrong, CharSequence mend) {
        this(
                line,
                column,
                Phrase.of(mend),
                phrase(line, column, Phrase.of("{0}; {1}", Phrase.of(wrong), Phrase.of(mend))));
    }

    private BatchFileException(long line, long column, Phrase mend, Phrase phrase) {
        super(phrase.toString());
        this.phrase = phrase;
        this.line = line;
        this.column = column;
        this.mend = mend;
    }

    private static Phrase phrase(long line, long column, Phrase what) {
        if (line == 0) {
            return Phrase.of("The file {0}", what);
        }
        return column == 0
                ? Phrase.of("Line {0} {1}", line, what)
                : Phrase.of("Line {0}, column {1} {2}", line, column, what);
    }

    /** Its text, to be said in other languages, too. */
    public Phrase phrase() {
        return phrase;
    }

    /** Line of the file, from 1; 0 where the file as a whole is meant. */
    public long line() {
        return line;
    }

    /** What to do about it. */
    public Phrase mend() {
        return mend;
    }

    /** Character in the line, from 1; 0 where the line as a whole is meant. */
    public long column() {
        return column;
    }
}
