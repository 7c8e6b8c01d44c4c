package io.staffetta.batch.run;

import io.staffetta.access.Source;
import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.files.Disk;
import io.staffetta.batch.rows.BatchCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Says where the messages of a batch come from: who handed its file in over HTTP has left that beside it, else its folder says
 * which application they belong to.
 *
 * <p>Thread-safe.
 */
public final class BatchSources {

    /** Begins with a dot, as nothing does that is a batch's file. */
    private static final String NOTE = ".source";

    private final Function<String, Source> applications;

    /**
     * @param applications where messages come from that batches bring of an application, by its name
     */
    public BatchSources(Function<String, Source> applications) {
        this.applications = applications;
    }

    /** Those of a process that knows no applications. */
    public static BatchSources ofBatches() {
        return new BatchSources(name -> new Source(BatchCheck.SOURCE, name, false));
    }

    /** Leaves a source beside a file that comes, before it is there; waits until that is on the disk. */
    public static void note(Path place, Source source) throws IOException {
        Path note = place.resolve(NOTE);
        Files.writeString(note, source + "\n");
        Disk.force(note);
    }

    /**
     * Where the messages come from.
     *
     * @param place the folder that the file is in
     */
    String of(BatchFolder folder, Path place) throws IOException {
        try {
            return Files.readString(place.resolve(NOTE)).strip();
        } catch (NoSuchFileException e) {
            return of(folder).toString();
        }
    }

    /** Where the messages of files come from that are dropped into a folder. */
    public Source of(BatchFolder folder) {
        return folder.application().isEmpty()
                ? new Source(BatchCheck.SOURCE, "", false)
                : applications.apply(folder.application());
    }
}
