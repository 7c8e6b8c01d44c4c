package io.staffetta.batch.text;

/** Writes {@code error.txt}. */
public final class ErrorText {

    private ErrorText() {}

    /** Of a file that cannot be read. */
    public static String of(String name, BatchFileException problem) {
        String where = problem.line() == 0
                ? "the file as a whole"
                : "line " + problem.line() + (problem.column() == 0 ? "" : ", column " + problem.column());
        return of(name, where, problem.getMessage());
    }

    /** Of a file that is not taken for another reason. */
    public static String of(String name, String where, String what) {
        return String.join(
                "\r\n",
                "This file was not taken in. Nothing of it was sent.",
                "",
                "File:  " + ColumnText.shown(name),
                "Where: " + where,
                "What:  " + what,
                "",
                "Mend it, and drop it into inbox again.",
                "");
    }
}
