package io.staffetta.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.BatchIntake;
import io.staffetta.batch.inbox.Inbox;
import io.staffetta.config.Home;
import io.staffetta.config.Settings;
import io.staffetta.gateway.settings.BatchRunSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The shipped route batch-folder, on real files: what is taken, when, and by whom. */
class BatchFolderRouteTest {

    private static final String ROWS = "to,text\n+393330000001,Ciao\n";

    @TempDir
    private Path home;

    private final List<Main> started = new ArrayList<>();
    private final Taken taken = new Taken();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private BatchFolder folder;

    /** Takes files over as a gateway would, and keeps what was in each. */
    private static final class Taken implements BatchIntake {

        private final Map<String, List<String>> contents = new ConcurrentHashMap<>();
        private final AtomicBoolean ready = new AtomicBoolean(true);
        private volatile RuntimeException failure;

        @Override
        public boolean isReady() {
            return ready.get();
        }

        @Override
        public void accept(BatchFolder folder, Path file, String name) {
            RuntimeException fails = failure;
            if (fails != null) {
                throw fails;
            }
            try {
                contents.computeIfAbsent(name, any -> new ArrayList<>()).add(Files.readString(file));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(Inbox.class.getPackageName())).addAppender(log);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger(Inbox.class.getPackageName())).detachAppender(log);
        started.forEach(Main::stop);
    }

    private void start(String... settings) throws Exception {
        start(taken, settings);
    }

    private void start(BatchIntake intake, String... settings) throws Exception {
        Map<String, String> given = new TreeMap<>(Map.of(
                "staffetta.batch.poll-milliseconds", "50",
                "staffetta.batch.still-seconds", "1",
                "staffetta.batch.pick-up", "rename"));
        for (String setting : settings) {
            String[] parts = setting.split(" = ", 2);
            given.put("staffetta.batch." + parts[0], parts[1]);
        }
        Settings read = Settings.read(home, Map.of(), given);
        List<BatchFolder> folders = BatchFolders.read(read, new Home(home), false);
        BatchRoutes.makeFolders(folders);
        folder = folders.get(folders.size() - 1);
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        read.all().forEach(main::addInitialProperty);
        main.addInitialProperty("camel.main.routes-include-pattern", "file:routes/inbound/batch-folder.camel.yaml");
        main.addInitialProperty("camel.main.startup-summary-level", "off");
        main.start();
        started.add(main);
        new BatchRoutes(main.getCamelContext(), BatchRunSettings.of(read).still(), intake).add(folders);
    }

    private Path drop(String name, String text) throws IOException {
        return Files.writeString(folder.inbox().resolve(name), text);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> warnings(String about) {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(about))
                .toList();
    }

    /** Waits for a file that comes after all others, so that the inbox has been looked at since. */
    private void lookAgain(String name) throws IOException {
        drop(name, "x");
        await().until(() -> taken.contents.containsKey(name));
    }

    @Test
    void takesWhatIsRenamedIntoTheInboxAndLeavesTheRest() throws Exception {
        start();
        for (String name : List.of(".hidden.csv", "a.csv.tmp", "b.PART", "c.csv.filepart")) {
            drop(name, ROWS);
        }
        Files.createDirectories(folder.inbox().resolve("sub"));
        Files.writeString(folder.inbox().resolve("sub/d.csv"), ROWS);
        Files.move(drop("e.csv.tmp", ROWS), folder.inbox().resolve("e.csv"));

        lookAgain("last.csv");
        lookAgain("very-last.csv");

        assertThat(taken.contents.get("e.csv")).containsExactly(ROWS);
        assertThat(taken.contents).containsOnlyKeys("e.csv", "last.csv", "very-last.csv");
        assertThat(names(folder.inbox()))
                .containsExactly(".hidden.csv", "a.csv.tmp", "b.PART", "c.csv.filepart", "sub");
    }

    @Test
    void takesAFileThatIsWrittenSlowlyWholeAndOthersMeanwhile() throws Exception {
        start("pick-up = still");
        Path slow = drop("slow.csv", "to,text\n");
        drop("quick.csv", ROWS);
        Instant begin = Instant.now();
        try (OutputStream out = Files.newOutputStream(slow)) {
            out.write("to,text\n".getBytes(StandardCharsets.UTF_8));
            await().pollInterval(Duration.ofMillis(200)).until(() -> {
                out.write("+393330000001,Ciao\n".getBytes(StandardCharsets.UTF_8));
                return Duration.between(begin, Instant.now()).toMillis() > 2500;
            });
            assertThat(taken.contents).containsKey("quick.csv").doesNotContainKey("slow.csv");
            out.write("+393330000002,last\n".getBytes(StandardCharsets.UTF_8));
        }

        await().until(() -> taken.contents.containsKey("slow.csv"));

        assertThat(taken.contents.get("slow.csv")).singleElement().asString().endsWith("+393330000002,last\n");
    }

    /** A lock keeps nobody out on Linux; what its holder has not written yet does. */
    @Test
    void takesAFileThatSomebodyHasLockedWhenItStandsStill() throws Exception {
        start("pick-up = still");
        Path file = drop("locked.csv", "to,text\n");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND);
                FileLock lock = channel.lock()) {
            channel.write(ByteBuffer.wrap("+393330000001,Ciao\n".getBytes(StandardCharsets.UTF_8)));

            await().until(() -> taken.contents.containsKey("locked.csv"));
            assertThat(lock.isValid()).isTrue();
        }

        assertThat(taken.contents.get("locked.csv")).containsExactly(ROWS);
    }

    @Test
    void takesACopyWithAnOldTimeOfChangeOnlyWhenItHasStoodStill() throws Exception {
        start("pick-up = still");
        Instant begin = Instant.now();
        Files.setLastModifiedTime(drop("old.csv", ROWS), FileTime.from(Instant.EPOCH));

        await().until(() -> taken.contents.containsKey("old.csv"));

        assertThat(Duration.between(begin, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void takesAFileOnlyWithItsCompanion() throws Exception {
        start("pick-up = done-file");
        drop("a.csv", ROWS);
        drop("b.csv", ROWS);
        drop("b.csv.done", "");
        drop("c.csv.done", "");

        await().until(() -> taken.contents.containsKey("b.csv"));
        drop("b.csv", "written anew");
        drop("d.csv", ROWS);
        drop("d.csv.done", "");
        await().until(() -> taken.contents.containsKey("d.csv"));

        assertThat(taken.contents).containsOnlyKeys("b.csv", "d.csv");
        assertThat(names(folder.inbox())).containsExactly("a.csv", "b.csv", "c.csv.done");
        assertThat(names(folder.work())).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "folder", "nowhere", "secret"})
    void refusesASymbolicLinkWhereverItLeads(String leadsTo) throws Exception {
        start();
        Path target = home.resolve("elsewhere-" + leadsTo);
        if (leadsTo.equals("folder")) {
            Files.createDirectory(target);
            Files.writeString(target.resolve("x.csv"), ROWS);
        } else if (!leadsTo.equals("nowhere")) {
            Files.writeString(target, "secret");
        }
        Files.createSymbolicLink(/* link= */ folder.inbox().resolve("a.csv"), /* target= */ target);

        await().until(() -> names(folder.error()).contains("a.csv"));
        lookAgain("b.csv");

        Path moved = folder.error().resolve("a.csv");
        assertThat(Files.isSymbolicLink(moved)).isTrue();
        assertThat(Files.readSymbolicLink(moved)).isEqualTo(target);
        assertThat(folder.error().resolve("a.error.txt")).content().contains("symbolic link", "Drop the file itself");
        assertThat(taken.contents).containsOnlyKeys("b.csv");
        assertThat(names(folder.inbox())).isEmpty();
        assertThat(Files.exists(target, LinkOption.NOFOLLOW_LINKS)).isEqualTo(!leadsTo.equals("nowhere"));
    }

    @Test
    void takesNamesOfAllKindsAsTheyAre() throws Exception {
        start("template = Dear {{name}}", "folders.crm.path = a folder (with è and blanks)");
        List<String> odd =
                List.of("a b.csv", "..csv..x", "a\\..\\b.csv", "perché & co?.csv", "100%.csv", "no-extension");
        for (String name : odd) {
            drop(name, ROWS);
        }

        await().until(() -> taken.contents.size() == odd.size() - 1);

        assertThat(taken.contents.keySet()).doesNotContain("..csv..x").allSatisfy(name -> assertThat(odd)
                .contains(name));
        assertThat(names(home)).containsExactlyInAnyOrder("data", "a folder (with è and blanks)");
    }

    @Test
    void takesALongNameAndTellsOnceOfOneWithTooLongAnExtension() throws Exception {
        start();
        String longest = "a".repeat(251) + ".csv";
        drop("b." + "x".repeat(100), ROWS);
        drop(longest, ROWS);

        await().until(() -> taken.contents.containsKey(longest));
        lookAgain("last.csv");

        assertThat(names(folder.inbox())).containsExactly("b." + "x".repeat(100));
        assertThat(warnings(""))
                .singleElement()
                .asString()
                .contains("extension", "101 bytes", "at most 100", "stays where it is");
    }

    @Test
    void tellsOnceOfANameThatIsTooLongForACompanion() throws Exception {
        start("pick-up = done-file");
        drop("a".repeat(247) + ".csv", ROWS);
        drop("a".repeat(246) + ".csv", ROWS);
        drop("a".repeat(246) + ".csv.done", "");

        await().until(() -> taken.contents.containsKey("a".repeat(246) + ".csv"));
        await().until(() -> !warnings("").isEmpty());

        assertThat(warnings("")).singleElement().asString().contains("251 bytes", ".done", "at most 250 bytes");
    }

    /** Java cannot make a name of any bytes; the shell can. */
    @Test
    void leavesAFileWhoseNameIsNoTextWhereItIsAndTellsOnce() throws Exception {
        start();
        for (String name : List.of("latin\\350.csv", "latin\\351.csv", ".hidden\\350", "temporary\\350.tmp")) {
            Process shell = new ProcessBuilder(
                            "sh",
                            "-c",
                            "cd \"$0\" && : > \"$(printf '" + name + "')\"",
                            folder.inbox().toString())
                    .inheritIO()
                    .start();
            assertThat(shell.waitFor()).isZero();
        }

        await().until(() -> warnings("").size() == 2);
        lookAgain("plain.csv");
        lookAgain("last.csv");

        assertThat(warnings("latin%E8.csv")).singleElement().asString().contains("no text in", "Rename it");
        assertThat(warnings("")).hasSize(2);
        assertThat(taken.contents).containsOnlyKeys("plain.csv", "last.csv");
    }

    @Test
    void takesAHundredFilesOnceEachThoughTwoLookIntoOneFolder() throws Exception {
        Taken other = new Taken();
        start();
        start(other);
        for (int i = 0; i < 100; i++) {
            drop("f" + i + ".csv", ROWS + i);
        }

        await().until(() -> taken.contents.size() + other.contents.size() >= 100);
        await().until(() -> names(folder.inbox()).isEmpty());

        // One of them may be so quick that it takes them all.
        assertThat(Collections.disjoint(taken.contents.keySet(), other.contents.keySet()))
                .isTrue();
        Map<String, List<String>> all = new TreeMap<>(taken.contents);
        all.putAll(other.contents);
        assertThat(all).hasSize(100);
        all.forEach(
                (name, contents) -> assertThat(contents).containsExactly(ROWS + name.substring(1, name.length() - 4)));
        assertThat(names(folder.work())).hasSize(100);
        assertThat(warnings("")).isEmpty();
    }

    @Test
    void tellsOnceOfWhatCannotBeMoved() throws Exception {
        start();
        Files.delete(folder.work());
        Files.createFile(folder.work());
        drop("a.csv", ROWS);

        await().until(() -> !warnings("a.csv").isEmpty());
        drop("b.csv", ROWS);
        await().until(() -> !warnings("b.csv").isEmpty());
        drop("c.csv", ROWS);
        await().until(() -> !warnings("c.csv").isEmpty());

        assertThat(warnings("a.csv")).singleElement().asString().contains("cannot be moved to", "stays where it is");
        assertThat(names(folder.inbox())).containsExactly("a.csv", "b.csv", "c.csv");
        Files.delete(folder.work());
        Files.createDirectory(folder.work());
        await().until(() -> taken.contents.size() == 3);
    }

    @Test
    void tellsOnceThatTheInboxIsGoneAndGoesOnWhenItIsBack() throws Exception {
        start();
        lookAgain("a.csv");
        Files.delete(folder.inbox());

        await().until(() -> !warnings("cannot be read").isEmpty());
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);

        assertThat(warnings("cannot be read")).singleElement().asString().contains("it is not there");
        Files.createDirectory(folder.inbox());
        lookAgain("b.csv");
    }

    @Test
    void leavesAFileThatItMayNotReadWhereItIs() throws Exception {
        start();
        // Root may read everything: then there is nothing to be told.
        Path file = Files.writeString(home.resolve("a.csv"), ROWS);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        boolean isRoot = Files.isReadable(file);
        Files.move(file, folder.inbox().resolve("a.csv"));

        lookAgain("b.csv");
        lookAgain("c.csv");

        assertThat(warnings("a.csv cannot be read")).hasSize(isRoot ? 0 : 1);
        assertThat(taken.contents.containsKey("a.csv")).isEqualTo(isRoot);
    }

    @Test
    void putsBackWhatCannotBeTakenOver() throws Exception {
        start();
        taken.failure = new IllegalStateException("the ledger is away");
        drop("a.csv", ROWS);

        await().until(() -> !warnings("the ledger is away").isEmpty());
        taken.failure = null;

        await().until(() -> taken.contents.containsKey("a.csv"));
        await().until(() -> names(folder.work()).size() == 1);
        assertThat(names(folder.inbox())).isEmpty();
    }

    @Test
    void waitsForAFileWhoseWriterHasMadeRoom() throws Exception {
        start("pick-up = still");
        Files.writeString(folder.inbox().resolve("padded.csv"), ROWS + "\0".repeat(100));
        Files.writeString(folder.inbox().resolve("whole.csv"), ROWS);

        await().until(() -> taken.contents.containsKey("whole.csv"));
        assertThat(taken.contents).doesNotContainKey("padded.csv");

        Files.writeString(folder.inbox().resolve("padded.csv"), ROWS);
        await().until(() -> taken.contents.containsKey("padded.csv"));
        assertThat(taken.contents.get("padded.csv")).containsExactly(ROWS);
    }

    @Test
    void takesNothingWhileNothingCanBeTakenOver() throws Exception {
        taken.ready.set(false);
        start();
        drop("a.csv", ROWS);

        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        assertThat(names(folder.inbox())).containsExactly("a.csv");
        assertThat(names(folder.work())).isEmpty();

        taken.ready.set(true);
        await().until(() -> taken.contents.containsKey("a.csv"));
    }
}
