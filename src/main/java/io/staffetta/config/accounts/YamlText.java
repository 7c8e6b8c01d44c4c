package io.staffetta.config.accounts;

/**
 * A single value of the file.
 *
 * @param written its text as it is written, which may be shown where it is no secret
 * @param value the same with placeholders resolved, which must not be shown
 * @param line its line, counted from 1
 */
record YamlText(String written, String value, int line) {

    /** Shows what is written nowhere: it may be a password. */
    @Override
    public String toString() {
        return "YamlText[line " + line + "]";
    }
}
