package io.staffetta.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.batch.text.BigFileMain;
import io.staffetta.it.support.TestJava;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that do not fit into the heap, each in a process of its own. */
class BigFileIT {

    /** The readers need little; with the references of a million rows come 32 MB, and half as much while their table grows. */
    @Test
    void readsAMillionRowsInAHeapOf96MiB() throws Exception {
        assertThat(run("96m", "rows", "1000000")).isEqualTo("1000000 good");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    CSV   | ``                                  | ``               | Line 1 is too long for a header
                    CSV   | `to,text\\n1,`                      | `\\n2,b\\n`      | 1 too long; 2 good;
                    CSV   | `to,text\\n1,"`                     | `\\n2,b\\n`      | Line 2 has a quote that is not closed
                    JSONL | `{"text":"`                         | `"}\\n{}`        | 1 too long; 2 good;
                    JSON  | `[{"text":"`                        | `"},{}]`         | has a value that is too long
                    XML   | `<messages><message><text>`         | `</text></message><message/></messages>` | 1 too long; 2 good;
                    XML   | `<messages><message a="`            | `"/></messages>` | has something that is longer than a row may be
                    XML   | `<messages><!--`                    | `--></messages>` | has something that is longer than a row may be
                    FIXED | `1 `                                | `\\n2`           | 1 too long; 2 good;
                    """)
    void readsALineOf64MiBInAHeapOf32MiB(String format, String before, String after, String told) throws Exception {
        assertThat(run("32m", "line", format, before.replace("\\n", "\n"), after))
                .contains(told);
    }

    /** A whole gigabyte: {@code -Dstaffetta.test.line-bytes=1073741824}. */
    @Test
    void readsALineMuchLongerThanTheHeap(@TempDir Path folder) throws Exception {
        long bytes = Long.getLong("staffetta.test.line-bytes", 1L << 28);
        Path file = folder.resolve("one-line.jsonl");
        try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] part = new byte[1 << 20];
            Arrays.fill(part, (byte) 'x');
            for (long written = 0; written < bytes; written += part.length) {
                made.write(part);
            }
            made.writeBytes("\n{\"to\":\"1\"}\n");
        }

        assertThat(run("32m", "file", file.toString(), "JSONL")).isEqualTo("1 too long; 2 good;");
    }

    private static String run(String heap, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(TestJava.command());
        command.addAll(List.of(
                "-Xmx" + heap,
                // As in config/java.options; of others what fits is less certain, since they keep large arrays in whole
                // regions.
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BigFileMain.class.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return out.strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
