package io.staffetta.http;

/**
 * Limits the size of uploaded files.
 *
 * @param megabytes most of one file, in MiB
 * @param atOnce most files that come at once
 */
public record UploadLimits(int megabytes, int atOnce) {

    /** Bytes a second that a file must come with, on the average, once the time for a request is over. */
    static final int SLOWEST = 16 * 1024;

    private static final long MEGABYTE = 1024 * 1024;

    /** Most of one file, in bytes. */
    long bytes() {
        return megabytes * MEGABYTE;
    }
}
