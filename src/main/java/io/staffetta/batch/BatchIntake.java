package io.staffetta.batch;

import java.nio.file.Path;

/** Takes over files that have come. */
public interface BatchIntake {

    /** Whether files can be taken over at all; if not, they stay in the inboxes. */
    boolean isReady();

    /**
     * Takes over a file that no other gateway has; returns at once.
     *
     * @param folder where it came
     * @param file where it is now: {@code work/<id>/<name>}, the id a new one
     * @param name its name, the last element of a path
     * @throws RuntimeException if it cannot be taken over; it is then put back into the inbox
     */
    void accept(BatchFolder folder, Path file, String name);
}
