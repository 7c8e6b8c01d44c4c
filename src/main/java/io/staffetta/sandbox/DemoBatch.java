package io.staffetta.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file of messages to the demo accounts: good ones, and such as the {@link ProviderSandbox} refuses, delays, leaves in doubt
 * or has no credit for, with rows that are wrong. For whoever wants to see what operators see.
 */
public final class DemoBatch {

    private static final String NAME = "demo.csv";

    private DemoBatch() {}

    /**
     * Drops it into a batch folder, as a whole. Where the gateway has had it before it sends nothing again.
     *
     * @throws UncheckedIOException if the folder cannot be written
     */
    public static void drop(Path inbox) {
        Path unfinished = inbox.resolve("." + NAME);
        try (InputStream file = DemoBatch.class.getResourceAsStream(NAME)) {
            Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinished, inbox.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
