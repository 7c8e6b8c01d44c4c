package io.staffetta.config.edit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The versions of {@code accounts.yaml}, in a folder that only its owner can look into: of each what was done, and the file as
 * it was then. Only the newest are kept.
 *
 * <p>Not safe for use by several threads or processes.
 */
final class AccountsHistory {

    /** Most versions that are kept. */
    static final int MOST = 100;

    private static final String FOLDER = "accounts-history";
    private static final Pattern NAME = Pattern.compile("[0-9]{8}\\.json");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build();

    private final Path folder;

    /**
     * @param data folder of data
     */
    AccountsHistory(Path data) {
        folder = data.resolve(FOLDER);
    }

    /** Where it is. */
    Path folder() {
        return folder;
    }

    /** All versions, the newest first. */
    List<HistoryEntry> all() throws IOException {
        return newest(MOST);
    }

    /** Some versions, the newest first. */
    List<HistoryEntry> newest(int most) throws IOException {
        List<HistoryEntry> all = new ArrayList<>();
        List<Path> files = files();
        for (Path file : files.subList(Math.max(0, files.size() - most), files.size())) {
            all.add(JSON.readValue(Files.readAllBytes(file), HistoryEntry.class));
        }
        Collections.reverse(all);
        return all;
    }

    /** The newest version, if there is one. */
    Optional<HistoryEntry> newest() {
        try {
            return newest(1).stream().findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("The history of accounts in " + folder + " cannot be read", e);
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    /** The file as it was; empty if that version is not kept. */
    Optional<String> text(long version) throws IOException {
        Path file = file(version, ".yaml");
        return Files.isRegularFile(file) && Files.exists(file(version, ".json"))
                ? Optional.of(Files.readString(file))
                : Optional.empty();
    }

    /** Adds a version, the file first: without what was done it does not count. */
    void add(HistoryEntry entry, String text) throws IOException {
        AtomicFile.makePrivateFolder(folder);
        Path yaml = file(entry.version(), ".yaml");
        Path json = file(entry.version(), ".json");
        Path part = file(entry.version(), ".part");
        Files.deleteIfExists(yaml);
        Files.deleteIfExists(part);
        AtomicFile.create(yaml, text.getBytes(StandardCharsets.UTF_8));
        AtomicFile.create(part, JSON.writeValueAsBytes(entry));
        AtomicFile.replace(part, json);
        List<Path> files = files();
        for (Path old : files.subList(0, Math.max(0, files.size() - MOST))) {
            Files.deleteIfExists(old.resolveSibling(old.getFileName().toString().replace(".json", ".yaml")));
            Files.deleteIfExists(old);
        }
    }

    /** Forgets a version that never came to be. */
    void remove(long version) throws IOException {
        Files.deleteIfExists(file(version, ".json"));
        Files.deleteIfExists(file(version, ".yaml"));
    }

    /** The texts of all versions. */
    List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files()) {
            Path yaml = file.resolveSibling(file.getFileName().toString().replace(".json", ".yaml"));
            texts.add(Files.readString(yaml));
        }
        return texts;
    }

    private Path file(long version, String suffix) {
        return folder.resolve(String.format("%08d%s", version, suffix));
    }
}
