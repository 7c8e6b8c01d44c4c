package io.staffetta.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Says in words why a file or a folder cannot be used, and by whom. */
public final class FileFault {

    private FileFault() {}

    /** The user that this process runs as. */
    public static String user() {
        return "user '" + System.getProperty("user.name") + "'";
    }

    /** Why something failed, such as {@code user 'ada' may not}; never with the path in it. */
    public static String words(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied for " + user();
        }
        if (e instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "it, or what should be a folder on the way to it, is a file";
        }
        if (e instanceof MalformedInputException) {
            return "it is not text in UTF-8";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : plain(reason);
    }

    /** Whether room on the disk, or a quota, is what is missing: that may come back by itself. */
    static boolean isFull(IOException e) {
        String reason = String.valueOf(e.getMessage());
        return reason.contains("No space left") || reason.contains("quota exceeded");
    }

    /** Who owns a file, in words; empty if that cannot be told. */
    static String owner(Path file) {
        try {
            return "it belongs to user '" + Files.getOwner(file).getName() + "'";
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String plain(String reason) {
        if (reason.contains("No space left")) {
            return "the disk is full";
        }
        return reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }
}
