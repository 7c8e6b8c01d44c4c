package io.staffetta.batch;

import io.staffetta.account.AccountsFile;
import io.staffetta.gateway.OfflineIntake;
import io.staffetta.gateway.Settings;
import io.staffetta.provider.ProviderDescriptors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
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
     * @param args {@code rows} and how many, or {@code line}, a format, what stands before a line of 64 MiB, and what after
     */
    public static void main(String... args) throws IOException {
        if (args[0].equals("rows")) {
            System.out.println(rows(Integer.parseInt(args[1])));
        } else {
            System.out.println(line(BatchFormat.valueOf(args[1]), args[2], args[3]));
        }
    }

    private static String rows(int count) throws IOException {
        BatchSettings settings = BatchSettings.of(BatchFormat.CSV);
        ProviderDescriptors providers = ProviderDescriptors.load(Path.of("config/providers"));
        BatchCheck check = new BatchCheck(
                OfflineIntake.of(
                        Settings.read(Path.of("config"), Map.of(), Map.of()),
                        AccountsFile.read(
                                Path.of("config/sandbox/accounts.yaml"),
                                providers,
                                Map.of("sandbox", "http://127.0.0.1:1")),
                        providers),
                settings,
                20);
        Stream<String> rows = IntStream.rangeClosed(1, count)
                .mapToObj(row ->
                        "+393330000%03d,\"Ciao, this is message %d\",order-%d%n".formatted(row % 1000, row, row));
        InputStream file = stream(Stream.concat(Stream.of("to,text,reference\n"), rows));
        try (RowReader reader = RowReaders.open(file, settings)) {
            BatchReport report = check.run(reader);
            return report.rows() + " rows, " + report.good() + " good, " + report.repeated() + " repeated, "
                    + report.messages() + " messages";
        }
    }

    private static String line(BatchFormat format, String before, String after) throws IOException {
        BatchSettings settings = BatchSettings.of(format);
        if (format == BatchFormat.FIXED) {
            settings = new BatchSettings(
                    format,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Layout.parse("to:1-15,text:16-")),
                    Optional.empty(),
                    "",
                    "",
                    "");
        }
        InputStream file = stream(Stream.of(
                        Stream.of(before),
                        IntStream.range(0, LONG_LINE).mapToObj(i -> "x".repeat(MIB)),
                        Stream.of(after.replace("\\n", "\n")))
                .flatMap(part -> part));
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
