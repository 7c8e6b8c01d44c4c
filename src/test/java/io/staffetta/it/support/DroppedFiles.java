package io.staffetta.it.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * A batch folder of a process, as who drops files sees it.
 *
 * @param path in it are inbox, done and error
 */
public record DroppedFiles(Path path) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Puts a file into the inbox, whole at once. */
    public Path drop(String name, byte[] content) throws IOException {
        return Files.move(Files.write(inbox("." + name), content), inbox(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Puts a file of UTF-8 text into the inbox, whole at once. */
    public Path drop(String name, String text) throws IOException {
        return drop(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file in the inbox. */
    public Path inbox(String name) {
        return path.resolve("inbox").resolve(name);
    }

    /** A file among the answers. */
    public Path done(String name) {
        return path.resolve("done").resolve(name);
    }

    /** A file among those that were refused. */
    public Path error(String name) {
        return path.resolve("error").resolve(name);
    }

    /** The lines of an answer without its header, once it is there. */
    public List<String> rows(String answer) throws IOException {
        await(answer).atMost(LIMIT).until(() -> Files.exists(done(answer)));
        // A name may be taken a moment before its contents come.
        await(answer).atMost(LIMIT).until(() -> Files.size(done(answer)) > 0);
        return Files.readAllLines(done(answer)).stream().skip(1).toList();
    }

    /** What an {@code error.txt} says, once it is there. */
    public String why(String name) throws IOException {
        await(name).atMost(LIMIT).until(() -> Files.exists(error(name)) && Files.size(error(name)) > 0);
        return Files.readString(error(name));
    }
}
