package io.staffetta.batch;

import io.staffetta.batch.files.PickUp;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.Repeats;
import io.staffetta.batch.text.SendAt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Describes one batch folder: its paths, and how its files are read.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param name its name, {@code [a-z0-9-]{1,40}}
 * @param path absolute; in it are {@code inbox}, {@code work}, {@code done} and {@code error}
 * @param pickUp when a file is whole
 * @param repeats by what a row is known that came before
 * @param sendAt before when no row of its files is taken; empty for at once
 * @param spread over how long the rows of a file are taken in evenly; zero for as soon as they can be
 * @param application name of the application that the messages of its files belong to; empty for none
 * @param defaults how its files are read, unless their first line says otherwise; the format may be {@code null}, then the
 *     extension of a file tells it
 */
public record BatchFolder(
        String name,
        Path path,
        PickUp pickUp,
        Repeats repeats,
        Optional<SendAt> sendAt,
        Duration spread,
        String application,
        BatchSettings defaults) {

    /** Name of the folder that is always there, in the data folder. */
    public static final String DEFAULT = "default";

    /** Where files are dropped. */
    public Path inbox() {
        return path.resolve("inbox");
    }

    /** Where files are while they are worked on, each in a folder of its own, named by the id of the batch. */
    public Path work() {
        return path.resolve("work");
    }

    /** Where files and their answers are when their rows are taken. */
    public Path done() {
        return path.resolve("done");
    }

    /** Where files are that cannot be read, and why they cannot. */
    public Path error() {
        return path.resolve("error");
    }
}
