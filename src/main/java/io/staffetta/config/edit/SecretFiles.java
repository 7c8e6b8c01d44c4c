package io.staffetta.config.edit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The secrets that the gateway writes: each in a file of its own under {@code secrets}, which never changes. A changed secret
 * is another file, so that {@code accounts.yaml} alone decides which holds, and one of before can be restored.
 */
final class SecretFiles {

    private static final String FOLDER = "secrets";
    private static final Pattern OWN = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}\\.[A-Za-z0-9-]{1,40}\\.[0-9a-f]{12}");
    private static final int NAME_BYTES = 6;
    /** Another gateway of the same config folder may be about to name one. */
    private static final Duration YOUNG = Duration.ofHours(1);

    private final Path folder;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param config folder of the file that names them
     */
    SecretFiles(Path config, Clock clock) {
        folder = config.resolve(FOLDER);
        this.clock = clock;
    }

    /** Keeps a secret, and tells what stands for it in the file. */
    String keep(String account, String field, String secret) throws IOException {
        AtomicFile.makePrivateFolder(folder);
        String name = account + "." + field + "." + HexFormat.of().formatHex(bytes());
        AtomicFile.create(folder.resolve(name), (secret + "\n").getBytes(StandardCharsets.UTF_8));
        AtomicFile.sync(folder);
        return "{{file:" + FOLDER + "/" + name + "}}";
    }

    private byte[] bytes() {
        byte[] bytes = new byte[NAME_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Deletes those of its own that no text names any more. */
    void sweep(List<String> texts) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> own;
        try (Stream<Path> files = Files.list(folder)) {
            own = files.filter(
                            file -> OWN.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
        Set<Path> named = own.stream()
                .filter(file ->
                        texts.stream().anyMatch(text -> text.contains(FOLDER + "/" + file.getFileName() + "}}")))
                .collect(Collectors.toSet());
        for (Path file : own) {
            if (!named.contains(file)
                    && Files.getLastModifiedTime(file)
                            .toInstant()
                            .isBefore(clock.instant().minus(YOUNG))) {
                Files.deleteIfExists(file);
            }
        }
    }
}
