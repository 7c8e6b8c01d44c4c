package io.staffetta.continuity;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers, in a file outside of the data that is not put back with them, what ledger and queues were told. */
final class Witness {

    /** The file. */
    static final String NAME = "witness";

    private static final Logger LOG = LoggerFactory.getLogger(Witness.class);

    private final Path file;
    private boolean warned;

    /**
     * @param folder for the file; made if it is not there
     */
    Witness(Path folder) {
        file = folder.resolve(NAME);
    }

    /**
     * Holds the mark that is in the file.
     *
     * @param home id of the home
     * @param told what it has told
     */
    record WitnessContent(String home, MarkContent told) {}

    /** What the file says; empty if there is none, or it is damaged. */
    Optional<WitnessContent> read() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
            return Optional.of(new WitnessContent(
                    properties.getProperty("home", ""),
                    new MarkContent(
                            Long.parseLong(properties.getProperty("sequence", "")),
                            Long.parseLong(properties.getProperty("queues", "")),
                            new Place(
                                    properties.getProperty("machine", ""),
                                    properties.getProperty("path", ""),
                                    Long.parseLong(properties.getProperty("inode", "0"))),
                            Instant.parse(properties.getProperty("at", "")))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            LOG.warn("{} cannot be read, so it is not known whether the data are older: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** Writes it anew, as a whole. */
    void write(WitnessContent testimony) {
        MarkContent told = testimony.told();
        Properties properties = new Properties();
        properties.setProperty("home", testimony.home());
        properties.setProperty("sequence", Long.toString(told.sequence()));
        properties.setProperty("queues", Long.toString(told.queues()));
        properties.setProperty("machine", told.place().machine());
        properties.setProperty("path", told.place().path());
        properties.setProperty("inode", Long.toString(told.place().inode()));
        properties.setProperty("at", told.at().toString());
        StringWriter text = new StringWriter();
        Path made = file.resolveSibling(NAME + ".new");
        try {
            properties.store(text, "What the gateway last told its ledger and queues. Leave it out of backups of data");
            Files.createDirectories(file.getParent());
            Files.writeString(made, text.toString(), StandardCharsets.UTF_8);
            try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            warned = false;
        } catch (IOException e) {
            if (!warned) {
                LOG.warn(
                        "{} cannot be written ({}), so a restore from a backup would not be detected. See"
                                + " staffetta.state.path",
                        file,
                        e.toString());
                warned = true;
            }
        }
    }
}
