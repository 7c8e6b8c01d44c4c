package io.staffetta.account;

import java.math.BigDecimal;

/**
 * States the price of a segment.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param segment price of one segment, 0 or more, with the decimals that the contract has
 * @param currency ISO 4217, such as {@code EUR}
 */
public record Price(BigDecimal segment, String currency) {

    /** The currency of a price that names none. */
    public static final String DEFAULT_CURRENCY = "EUR";

    /** What some segments cost, exactly. */
    public BigDecimal of(long segments) {
        return segment.multiply(BigDecimal.valueOf(segments));
    }

    /** The price as it is kept, such as {@code 0.045 EUR}. */
    public String text() {
        return segment.toPlainString() + " " + currency;
    }

    /** A price that was kept. */
    public static Price ofText(String text) {
        String[] parts = text.split(" ", 2);
        return new Price(new BigDecimal(parts[0]), parts[1]);
    }
}
