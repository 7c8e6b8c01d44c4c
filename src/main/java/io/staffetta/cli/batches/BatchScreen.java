package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Shows batches to those who watch them. */
interface BatchScreen {

    /**
     * A batch, and how fast it goes.
     *
     * @param perSecond rows, or messages if all rows are taken, in a second; below 0 if that is not known
     */
    record Watched(JsonNode batch, double perSecond) {}

    /**
     * Shows how far batches have come.
     *
     * @param nanos time of this reading, of any origin
     * @param watched all that are watched, also those that have ended
     */
    void show(long nanos, List<Watched> watched);

    /** Says something that is not about a batch. */
    void say(String what);
}
