package io.staffetta.batch.text;

/**
 * A batch file cannot be read, or not any further. Its text says where, what is wrong and how to mend it, and repeats neither
 * number nor text of a message.
 */
public final class BatchFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long line;
    private final long column;
    private final String mend;

    /**
     * @param line line of the file, from 1; 0 where the file as a whole is meant
     * @param column character in the line, from 1; 0 where the line as a whole is meant
     * @param wrong what is wrong; starts in lower case
     * @param mend what to do about it
     */
    public BatchFileException(long line, long column, String wrong, String mend) {
        super((line == 0 ? "The file " : "Line " + line + (column == 0 ? " " : ", column " + column + " ")) + wrong
                + "; " + mend);
        this.line = line;
        this.column = column;
        this.mend = mend;
    }

    /** Line of the file, from 1; 0 where the file as a whole is meant. */
    public long line() {
        return line;
    }

    /** What to do about it. */
    public String mend() {
        return mend;
    }

    /** Character in the line, from 1; 0 where the line as a whole is meant. */
    public long column() {
        return column;
    }
}
