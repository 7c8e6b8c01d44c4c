package io.staffetta.batch.text;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Describes how a batch file is read, and the defaults for its messages.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param format form of the file; {@code null} where its extension is to tell it
 * @param charset encoding of the file; empty for the one that XML declares, else UTF-8
 * @param separator what stands between the fields of CSV; empty to find it in the header
 * @param layout where the fields of {@link BatchFormat#FIXED} are; empty with other formats
 * @param template text of all messages, with places for columns; empty if each row has its own text
 * @param account id of the account for rows that name none; empty to leave it to the rules
 * @param sender sender name for rows that give none; empty for the account's
 * @param priority {@code high}, {@code normal} or {@code bulk}, for rows that give none
 * @param columns what columns are that have names of their own
 */
public record BatchSettings(
        BatchFormat format,
        Optional<Charset> charset,
        Optional<Character> separator,
        Optional<Layout> layout,
        Optional<Template> template,
        String account,
        String sender,
        String priority,
        ColumnMap columns) {

    /**
     * Refuses settings that do not go together.
     *
     * @throws IllegalArgumentException if {@link BatchFormat#FIXED} has no layout
     */
    public BatchSettings {
        if (format == BatchFormat.FIXED && layout.isEmpty()) {
            throw new IllegalArgumentException(
                    "A file of fixed width needs a layout that says where its fields are, such as to:1-15, text:16-175");
        }
    }

    /** Settings of which columns have no names of their own. */
    public BatchSettings(
            BatchFormat format,
            Optional<Charset> charset,
            Optional<Character> separator,
            Optional<Layout> layout,
            Optional<Template> template,
            String account,
            String sender,
            String priority) {
        this(format, charset, separator, layout, template, account, sender, priority, ColumnMap.NONE);
    }

    /** Settings that say nothing but the format; priority {@code bulk}. */
    public static BatchSettings of(BatchFormat format) {
        return new BatchSettings(
                format, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "", "", "bulk");
    }

    /** The same with a format. */
    public BatchSettings withFormat(BatchFormat other) {
        return new BatchSettings(other, charset, separator, layout, template, account, sender, priority, columns);
    }

    /** The same with a template. */
    public BatchSettings withTemplate(Template other) {
        return new BatchSettings(
                format, charset, separator, layout, Optional.of(other), account, sender, priority, columns);
    }

    /** The same with a layout. */
    public BatchSettings withLayout(Layout other) {
        return new BatchSettings(
                format, charset, separator, Optional.of(other), template, account, sender, priority, columns);
    }

    /** The same with an encoding. */
    public BatchSettings withCharset(Charset other) {
        return new BatchSettings(
                format, Optional.of(other), separator, layout, template, account, sender, priority, columns);
    }
}
