package io.staffetta.batch.rows;

import io.staffetta.message.MessageId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Ids of messages, first in, first out, in 16 bytes each: a text of 26 characters takes 76.
 *
 * <p>Not thread-safe.
 */
public final class IdQueue {

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BITS = 5;
    private static final int BLOCK = 512;

    /** Two halves for each id. */
    private final Deque<long[]> blocks = new ArrayDeque<>();
    /** Ids that were taken out of the first block. */
    private int taken;

    private int size;

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * Adds an id at the end.
     *
     * @param id as {@link MessageId} makes them
     */
    public void add(String id) {
        int place = (taken + size) % BLOCK;
        if (place == 0 || blocks.isEmpty()) {
            blocks.addLast(new long[2 * BLOCK]);
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < id.length(); i++) {
            high = (high << BITS) | (low >>> (Long.SIZE - BITS));
            low = (low << BITS) | DIGITS.indexOf(id.charAt(i));
        }
        long[] last = blocks.getLast();
        last[2 * place] = high;
        last[2 * place + 1] = low;
        size++;
    }

    /**
     * Takes ids out.
     *
     * @param count how many, no more than there are
     */
    public List<String> remove(int count) {
        List<String> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long[] first = blocks.getFirst();
            ids.add(text(first[2 * taken], first[2 * taken + 1]));
            taken++;
            size--;
            if (taken == BLOCK) {
                blocks.removeFirst();
                taken = 0;
            }
        }
        return ids;
    }

    private static String text(long highHalf, long lowHalf) {
        long high = highHalf;
        long low = lowHalf;
        char[] digits = new char[MessageId.LENGTH];
        for (int i = digits.length - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (low & 31));
            low = (low >>> BITS) | (high << (Long.SIZE - BITS));
            high >>>= BITS;
        }
        return new String(digits);
    }
}
