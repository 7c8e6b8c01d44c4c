package io.staffetta.batch.text;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.files.PickUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A batch folder of a test. */
public final class TestFolder {

    private TestFolder() {}

    public static BatchFolder make(Path path, PickUp pickUp) throws IOException {
        BatchFolder folder = new BatchFolder(
                "test",
                path,
                pickUp,
                Repeats.REFERENCE,
                Optional.empty(),
                Duration.ZERO,
                "",
                new BatchSettings(
                        null, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "", "", "bulk"));
        for (Path part : List.of(folder.inbox(), folder.work(), folder.done(), folder.error())) {
            Files.createDirectories(part);
        }
        return folder;
    }
}
