package io.staffetta.batch.text;

import io.staffetta.batch.format.RowReader;
import io.staffetta.batch.format.RowReaders;
import io.staffetta.batch.rows.References;
import io.staffetta.batch.rows.RowMessages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads files that are never on a disk, in a process whose heap is small. Prints what became of them. */
public final class BigFileMain {

    private static final int MIB = 1 << 20;
    private static final int LONG_LINE = 64;

    private BigFileMain() {}

    /**
     * Reads one file.
     *
     * @param args {@code rows} and how many, or {@code file}, its path and its format, or {@code line}, a format, what stands before a line of 64 MiB, and what after
     */
    public static void main(String... args) throws IOException {
        if (args[0].equals("rows")) {
            System.out.println(rows(Integer.parseInt(args[1])));
        } else if (args[0].equals("file")) {
            System.out.println(told(Files.newInputStream(Path.of(args[1])), settings(BatchFormat.valueOf(args[2]))));
        } else {
            System.out.println(line(BatchFormat.valueOf(args[1]), args[2], args[3]));
        }
    }

    /** All that is done with a row before it is a message, and its reference. */
    private static String rows(int count) throws IOException {
        BatchSettings settings = BatchSettings.of(BatchFormat.CSV);
        RowMessages messages = new RowMessages(settings);
        References references = new References();
        Stream<String> rows = IntStream.rangeClosed(1, count)
                .mapToObj(row ->
                        "+393330000" + row % 900 + 100 + ",\"Ciao, this is message " + row + "\",order-" + row + "\n");
        InputStream file = stream(Stream.concat(Stream.of("to,text,reference\n"), rows));
        long good = 0;
        long characters = 0;
        try (RowReader reader = RowReaders.open(file, settings)) {
            for (Optional<Row> row = reader.next(); row.isPresent(); row = reader.next()) {
                characters += messages.json(row.get()).length();
                good += references.enter(
                                        Rows.value(row.get(), "reference"),
                                        row.get().number())
                                == 0
                        ? 1
                        : 0;
            }
        }
        return good + " good" + (characters > count * 90L ? "" : " but short");
    }

    private static String line(BatchFormat format, String before, String after) throws IOException {
        Stream<String> middle = IntStream.range(0, LONG_LINE).mapToObj(i -> "x".repeat(MIB));
        InputStream file =
                stream(Stream.concat(Stream.concat(Stream.of(before), middle), Stream.of(after.replace("\\n", "\n"))));
        return told(file, settings(format));
    }

    private static BatchSettings settings(BatchFormat format) {
        return new BatchSettings(
                format,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Layout.parse("to:1-15,text:16-")),
                Optional.empty(),
                "",
                "",
                "bulk");
    }

    private static String told(InputStream file, BatchSettings settings) throws IOException {
        StringBuilder told = new StringBuilder();
        try (RowReader reader = RowReaders.open(file, settings)) {
            for (Optional<Row> row = reader.next(); row.isPresent(); row = reader.next()) {
                told.append(row.get().number()).append(row.get().problem() == null ? " good; " : " too long; ");
            }
        } catch (BatchFileException e) {
            told.append(e.getMessage());
        }
        return told.toString();
    }

    private static InputStream stream(Stream<String> parts) {
        return new Parts(parts.iterator());
    }

    /** Texts one after the other, of which only one is in memory. */
    private static final class Parts extends InputStream {

        private final Iterator<String> parts;
        private byte[] part = {};
        private int position;

        Parts(Iterator<String> parts) {
            this.parts = parts;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            while (position == part.length) {
                if (!parts.hasNext()) {
                    return -1;
                }
                part = parts.next().getBytes(StandardCharsets.UTF_8);
                position = 0;
            }
            int count = Math.min(length, part.length - position);
            System.arraycopy(part, position, buffer, offset, count);
            position += count;
            return count;
        }
    }
}
