package io.staffetta.batch.format;

import java.nio.charset.Charset;

/**
 * Keeps the text around the rows of a file, so that some of them can be written as a file of the same form. Texts are
 * as they stand in the file.
 *
 * @param charset encoding of the file
 * @param head what comes before the first row: byte order mark, directive, header
 * @param between what comes between two rows, beside what is written of each
 * @param tail what comes after the last row
 */
public record Frame(Charset charset, String head, String between, String tail) {}
