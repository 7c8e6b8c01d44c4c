package io.staffetta.batch.rows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Remembers the references of a file, and the row that each was in first. Keeps 64 bits of the digest of each, and so
 * takes 16 bytes for a reference, in a table that is half empty: 32 MB for a million.
 *
 * <p>Not thread-safe.
 */
public final class References {

    private static final int FIRST_SIZE = 1024;

    private final MessageDigest digest;
    private long[] keys = new long[FIRST_SIZE];
    private long[] rows = new long[FIRST_SIZE];
    private int count;

    public References() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * Enters the reference of a row.
     *
     * @param row number of the row, from 1
     * @return number of the row that had it before; 0 if none had
     */
    public long enter(String reference, long row) {
        if (count >= keys.length / 4 * 3) {
            grow();
        }
        long key = ByteBuffer.wrap(digest.digest(reference.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        int slot = slot(key);
        if (rows[slot] == 0) {
            keys[slot] = key;
            rows[slot] = row;
            count++;
            return 0;
        }
        return rows[slot];
    }

    /** Where a key is, or is to be. */
    private int slot(long key) {
        int slot = (int) key & (keys.length - 1);
        while (rows[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldRows = rows;
        keys = new long[oldKeys.length * 2];
        rows = new long[oldRows.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldRows[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                rows[slot] = oldRows[i];
            }
        }
    }
}
