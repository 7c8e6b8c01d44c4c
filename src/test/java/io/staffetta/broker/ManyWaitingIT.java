package io.staffetta.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.it.support.TestJava;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More messages than fit into the heap wait on the embedded broker, in a process of its own. */
class ManyWaitingIT {

    private static final int MESSAGES = 30_000;

    @ParameterizedTest(name = "of {0} words")
    @ValueSource(ints = {1, 60})
    void keepsOnDiskWhatWaitsAndDoesNotFitIntoTheHeap(int words, @TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        List<String> command = new ArrayList<>(TestJava.command());
        command.addAll(List.of(
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                ManyWaitingMain.class.getName(),
                folder.resolve("data").toString(),
                Integer.toString(MESSAGES),
                Integer.toString(words)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends in time").isTrue();
            assertThat(out).content().contains(MESSAGES + " came out again");
        } finally {
            process.destroyForcibly();
        }
    }
}
