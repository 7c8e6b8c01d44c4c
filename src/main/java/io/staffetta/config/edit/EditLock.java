package io.staffetta.config.edit;

import io.staffetta.config.FileFault;
import io.staffetta.config.edit.EditRefusedException.Reason;
import io.staffetta.language.Phrase;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one process at a time edit the accounts of a data folder. */
final class EditLock {

    private final Path file;
    private final Path folder;

    /**
     * @param file what is edited
     * @param folder where the file is that is locked; made if it is not there
     */
    EditLock(Path file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /** What is done while nobody else edits. */
    interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Does work while no other process edits; waits for one that does. Its callers see to it that this process does not twice.
     *
     * @throws EditRefusedException if a file cannot be read or written
     */
    <T> T exclusively(Work<T> work) {
        try {
            AtomicFile.makePrivateFolder(folder);
            try (FileChannel channel = AtomicFile.open(folder.resolve("lock"), StandardOpenOption.CREATE);
                    FileLock lock = channel.lock()) {
                return lock.isValid() ? work.run() : null;
            }
        } catch (IOException e) {
            throw new EditRefusedException(
                    Reason.UNEDITABLE,
                    Phrase.of(
                            "{0} could not be changed, and is as it was: {1}. The user that runs the gateway, {2}, must be "
                                    + "allowed to write into its folder",
                            file, FileFault.words(e), FileFault.user()));
        }
    }
}
