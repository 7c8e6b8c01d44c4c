package io.staffetta.batch.run;

import io.staffetta.batch.BatchFolder;
import io.staffetta.ledger.batch.BatchRecord;
import java.io.IOException;
import java.nio.file.Files;

/** Tells where the files of a batch are. */
final class BatchLocation {

    private BatchLocation() {}

    /** Whether the files of a batch are, or were, in the folder of this process that has the name of its folder. */
    static boolean isHere(BatchRecord batch, BatchFolder folder) {
        try {
            return Files.isDirectory(folder.work().resolve(batch.id()))
                    || new BatchFiles(folder, batch.id(), batch.file().name())
                            .result()
                            .isPresent()
                    || (!batch.file().place().isEmpty()
                            && WorkPlace.id(folder.work()).equals(batch.file().place()));
        } catch (IOException e) {
            return false;
        }
    }
}
