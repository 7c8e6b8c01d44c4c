package io.staffetta.batch.run;

import io.staffetta.message.MessageId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file in {@code work} with an id, by which a folder is known again: one that is empty since its share is away is not taken
 * for one out of which somebody has deleted everything.
 */
final class WorkPlace {

    private static final String NAME = ".place";

    private WorkPlace() {}

    /** The id of a folder; empty if it has none. */
    static String id(Path work) throws IOException {
        try {
            return Files.readString(work.resolve(NAME)).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** The id of a folder, which is given one if it has none. */
    static String make(Path work) throws IOException {
        String id = id(work);
        if (!id.isEmpty()) {
            return id;
        }
        try {
            Files.writeString(work.resolve(NAME), MessageId.next() + "\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            // Another gateway was first, and may not have written it yet: then this file's place is not known.
        }
        return id(work);
    }
}
