package io.staffetta.bench.load;

/** Messages as the measurements put them: JSON of about 250 bytes, with a text of 130 characters. */
public final class Bodies {

    private static final String FILLER = " Your appointment is tomorrow at ten. Please bring your papers, and tell us"
            + " today if you cannot come. Thank you, the front desk";
    private static final int TEXT = 130;
    /** Odd, so that no two numbers meet. */
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    private Bodies() {}

    /**
     * The text of a message, by which the provider's stub knows it: {@code mid-<number>} and a filler.
     *
     * @param number of the message, 0 or more
     */
    public static String text(long number) {
        return ("mid-" + number + FILLER).substring(0, TEXT);
    }

    /**
     * A message with a reference of its own.
     *
     * @param number of the message, 0 or more; of it come recipient, text and reference
     * @param account the account to send it by
     */
    public static String json(long number, String account) {
        return "{\"to\":\"" + to(number) + "\",\"text\":\"" + text(number) + "\",\"reference\":\"" + reference(number)
                + "\",\"account\":\"" + account + "\"}";
    }

    /** Different for each message, and in no order, as those that programs make up are. */
    public static String reference(long number) {
        return String.format("%016x", number * SCATTER);
    }

    /** A row of a CSV file with the columns to, text and reference, with its line end. */
    public static String csv(long number) {
        return to(number) + ",\"" + text(number) + "\"," + reference(number) + "\n";
    }

    /** A recipient of the range kept for tests. */
    static String to(long number) {
        return String.format("+393330000%03d", number % 1000);
    }
}
