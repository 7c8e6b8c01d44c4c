package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.DroppedFiles;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.Shell;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Batch folders of {@code run --sandbox}, a process with 256 MiB of heap: the samples, files that are too large, and other disks. */
class BatchSandboxIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ROWS = "to,text\n+393330000001,Ciao\n";

    /** As long as the heap. A whole gigabyte: {@code -Dstaffetta.test.line-bytes=1073741824}. */
    private static final long LINE_BYTES = Long.getLong("staffetta.test.line-bytes", 1L << 28);

    /** Mounts a file system without hard links: the kernel's, or where it has none, one of a process. */
    private static final String WITHOUT_LINKS = """
            truncate -s 16M "$1.image"
            if mkfs.vfat "$1.image" >/dev/null && mount -o loop "$1.image" "$1"; then exit 0; fi
            mkfs.exfat "$1.image" >/dev/null && device=$(losetup --find --show "$1.image") || exit 1
            mount.exfat-fuse "$device" "$1" >/dev/null 2>&1; mounted=$?
            losetup --detach "$device"
            exit $mounted
            """;

    private static GatewayProcess gateway;
    private static DroppedFiles data;
    private static final List<Path> MOUNTED = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        gateway = new GatewayProcess()
                .sandbox()
                .with("staffetta.batch.pick-up", "rename")
                .with("staffetta.batch.poll-milliseconds", "100");
        data = new DroppedFiles(gateway.home().resolve("data/sandbox"));
        mount("memory", "mount -t tmpfs -o size=16m tmpfs \"$1\"");
        for (String part : List.of("inbox", "work", "done", "error")) {
            Files.createDirectories(behindSealed().resolve(part));
        }
        mount("sealed", "mount --bind \"$2\" \"$1\" && mount -o remount,bind,ro \"$1\"");
        mount("fat", WITHOUT_LINKS);
        gateway.start();
    }

    private static void mount(String name, String script) throws IOException {
        Path path = Files.createDirectories(folder(name).path());
        if (Shell.can(script, path.toString(), behindSealed().toString())) {
            MOUNTED.add(path);
            gateway.with("staffetta.batch.folders." + name + ".path", name);
        }
        Shell.skipped(
                MOUNTED.contains(path),
                "a batch folder on another disk, '" + name
                        + "', since this user may not mount it, or there is no tool for it");
    }

    private static DroppedFiles folder(String name) {
        return new DroppedFiles(data.path().resolve("batch").resolve(name));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        MOUNTED.forEach(path -> Shell.can("umount -l \"$1\"", path.toString()));
    }

    @Test
    void acceptsEveryRowOfEverySample() throws Exception {
        Map<String, Integer> messages = Map.of(
                "customers.csv", 2,
                "fixed.txt", 2,
                "messages.csv", 3,
                "messages.json", 2,
                "messages.jsonl", 3,
                "messages.xml", 3);
        List<Path> samples;
        try (Stream<Path> files = Files.list(Path.of("src/main/samples"))) {
            samples = files.toList();
        }
        for (Path sample : samples) {
            data.drop(sample.getFileName().toString(), Files.readAllBytes(sample));
        }

        await().atMost(LIMIT).until(() -> answersOfSamples().size() == messages.size());

        List<String> rows = new ArrayList<>();
        for (Path answer : answersOfSamples()) {
            rows.addAll(Files.readAllLines(answer).stream().skip(1).toList());
        }
        assertThat(samples)
                .extracting(sample -> sample.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(messages.keySet());
        assertThat(rows)
                .hasSize(messages.values().stream().mapToInt(Integer::intValue).sum())
                .allSatisfy(row -> assertThat(row).containsAnyOf(",accepted,", ";accepted;"));
    }

    /** Files of one stem share the names of their answers, so that these have numbers. */
    private static List<Path> answersOfSamples() throws IOException {
        try (Stream<Path> files = Files.list(data.path().resolve("done"))) {
            return files.filter(file ->
                            file.getFileName().toString().matches("(customers|fixed|messages)(~\\d)?\\.final\\.csv"))
                    .toList();
        }
    }

    @Test
    void rejectsALineAsLongAsTheHeapAndTakesTheNextRowAndTheNextFile() throws Exception {
        Path made = oneLine("long-line.jsonl", LINE_BYTES, "\n{\"to\":\"+393330000001\",\"text\":\"Behind it\"}\n");
        Files.move(made, data.inbox("long-line.jsonl"), StandardCopyOption.ATOMIC_MOVE);

        List<String> rows = data.rows("long-line.result.csv");

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).contains(",rejected,").contains("1048576");
        assertThat(rows.get(1)).contains(",taken,");
        data.drop("next.csv", ROWS.replace("Ciao", "Next"));
        data.rows("next.result.csv");
    }

    @Test
    void refusesAFileOfOneLineWithoutAnEndInWords() throws Exception {
        Path made = oneLine("one-line.csv", LINE_BYTES / 4, "");
        Files.move(made, data.inbox("one-line.csv"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(data.why("one-line.error.txt")).contains("Where: line 1", "too long for a header");
        Files.delete(data.error("one-line.csv"));
    }

    /** Not of holes, which would be NULs. */
    private static Path oneLine(String name, long bytes, String end) throws IOException {
        Path path = data.path().resolve(name);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            byte[] some = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
            for (long written = 0; written < bytes; written += some.length) {
                file.write(some);
            }
            file.writeBytes(end);
        }
        return path;
    }

    @Test
    void takesFilesOnAnotherFileSystem() throws Exception {
        assumeMounted("memory");

        folder("memory").drop("a.csv", ROWS.replace("Ciao", "In memory"));

        assertThat(folder("memory").rows("a.final.csv"))
                .singleElement()
                .asString()
                .contains(",accepted,");
        assertThat(folder("memory").done("a.csv")).content().contains("In memory");
    }

    @Test
    void takesFilesOnAFileSystemWithoutHardLinks() throws Exception {
        assumeMounted("fat");
        Path mine = Files.writeString(folder("fat").done("a.csv"), "mine");

        folder("fat").drop("a.csv", ROWS.replace("Ciao", "On FAT"));

        assertThat(folder("fat").rows("a~2.final.csv"))
                .singleElement()
                .asString()
                .contains(",accepted,");
        assertThat(folder("fat").done("a~2.csv")).content().contains("On FAT");
        assertThat(mine).content().isEqualTo("mine");
    }

    @Test
    void tellsOnceOfAFolderThatIsMountedReadOnlyAndGoesOnWhenItIsNot() throws Exception {
        assumeMounted("sealed");
        DroppedFiles sealed = folder("sealed");
        new DroppedFiles(behindSealed()).drop("a.csv", ROWS.replace("Ciao", "Sealed"));

        await().atMost(LIMIT).until(() -> told("a.csv cannot be moved to " + sealed.path()) > 0);
        data.drop("beside.csv", ROWS.replace("Ciao", "Beside"));
        data.rows("beside.result.csv");

        assertThat(sealed.inbox("a.csv")).exists();
        assertThat(told("cannot be moved to " + sealed.path())).isEqualTo(1);
        assertThat(told("(Read-only file system); it stays where it is. The user that"))
                .isEqualTo(1);
        Shell.run("mount -o remount,bind,rw \"$1\"", sealed.path().toString());
        assertThat(sealed.rows("a.final.csv")).singleElement().asString().contains(",accepted,");
    }

    private static long told(String what) {
        return gateway.output().lines().filter(line -> line.contains(what)).count();
    }

    private static Path behindSealed() {
        return gateway.home().resolve("sealed");
    }

    private static void assumeMounted(String name) {
        assumeThat(MOUNTED.contains(folder(name).path()))
                .as("'" + name + "' is mounted")
                .isTrue();
    }
}
