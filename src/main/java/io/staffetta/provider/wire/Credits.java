package io.staffetta.provider.wire;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Keeps the credit that providers last reported, by account, since this process began.
 *
 * <p>Thread-safe.
 */
public final class Credits {

    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,6})?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private final Map<String, Credit> byAccount = new ConcurrentHashMap<>();
    private final Clock clock;

    public Credits(Clock clock) {
        this.clock = clock;
    }

    /**
     * Holds the credit that is left.
     *
     * @param value the amount
     * @param currency its currency; empty if the provider named none
     * @param at when the provider told so
     */
    public record Credit(BigDecimal value, String currency, Instant at) {}

    /** Takes what a provider told; what is no amount tells nothing. */
    public void told(String account, String value, String currency) {
        if (AMOUNT.matcher(value).matches()) {
            byAccount.put(
                    account,
                    new Credit(
                            new BigDecimal(value),
                            CURRENCY.matcher(currency).matches() ? currency : "",
                            clock.instant()));
        }
    }

    /** All that is known, by account. */
    public Map<String, Credit> all() {
        return new TreeMap<>(byAccount);
    }
}
