package io.staffetta.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Names what the sandbox can do with a request. Chosen by the last three digits of the recipient or by a {@link Step};
 * each wire has its own words for it.
 */
public enum Behaviour {
    ACCEPTED("", "accepted", true, 0, 0, "takes the message and accepts it"),
    LOGIN_REFUSED("401", "login-refused", false, 0, 0, "refuses the login, although it is right"),
    NO_CREDIT("402", "no-credit", false, 0, 0, "the account has no credit left"),
    BAD_NUMBER("400", "bad-number", false, 0, 0, "refuses this recipient; among several, only this one"),
    SENDER_REFUSED("403", "sender-refused", false, 0, 0, "refuses the sender name"),
    BUSY("429", "busy", false, 2, 0, "always busy: 429 with Retry-After: 2"),
    BUSY_TWICE(
            "430",
            "busy-twice",
            false,
            1,
            0,
            "429 with Retry-After: 1 on the first two attempts for the same recipient and text, then accepts"),
    UNAVAILABLE("503", "busy-without-retry-after", false, 0, 0, "always busy, with no hint when to come back"),
    SLOW("504", "slow", true, 0, 30_000, "takes the message and accepts it 30 s later"),
    SLUGGISH("505", "sluggish", true, 0, 2_000, "takes the message and accepts it 2 s later"),
    HANG_UP("444", "hang-up", false, 0, 0, "closes the connection without an answer; does not take the message"),
    TAKE_AND_HANG_UP("445", "take-and-hang-up", true, 0, 0, "takes the message, then closes without an answer"),
    TAKE_AND_CUT_OFF(
            "446",
            "take-and-cut-off",
            true,
            0,
            0,
            "takes the message, then closes in the middle of the answer, after its id of the message"),
    DELIVERED_LATER(
            "605", "delivered-later", true, 0, 0, "accepts the message; delivered 5 s later, pending until then"),
    UNDELIVERED("610", "undelivered", true, 0, 0, "accepts the message; asked about it, says undelivered"),
    STAYS_PENDING("620", "stays-pending", true, 0, 0, "accepts the message; asked about it, says pending for ever"),
    REPORT_GARBAGE(
            "630", "report-garbage", true, 0, 0, "accepts the message; asked about it, answers what means nothing"),
    REPORT_ERROR("650", "report-error-500", true, 0, 0, "accepts the message; asked about it, answers status 500"),
    GARBAGE("299", "garbage", false, 0, 0, "status 200 with an answer that means nothing; does not take the message"),
    HUGE("298", "huge", false, 0, 0, "status 200 with 2 MiB of filler; does not take the message"),
    ERROR_500("500", "error-500", false, 0, 0, "status 500 with an HTML page"),
    NO_DESTINATION("103", "code-103", false, 0, 0, "Messagenet only: status 500, code 103 NODESTINATION"),
    SENDER_INVALID("104", "code-104", false, 0, 0, "Messagenet only: status 500, code 104 NOSENDERVALID"),
    ALL_FAILED("106", "code-106", false, 0, 0, "Messagenet only: status 500, code 106 ALLFAIL"),
    GENERIC_ERROR("199", "code-199", false, 0, 0, "Messagenet only: status 500, code 199 GENERIC_ERROR"),
    STATUS("", "status", false, 0, 0, "the step's own status, body and headers; does not take the message"),
    REFUSE_BODY("", "refuse-connection-body", false, 0, 0, "closes the connection before reading the request's body");

    /** The provider whose answers carry codes that a behaviour can name. */
    private static final String WITH_CODES = "messagenet";

    private final String digits;
    private final String label;
    private final boolean takes;
    private final int retryAfterSeconds;
    private final int delayMillis;
    private final String description;

    Behaviour(String digits, String label, boolean takes, int retryAfterSeconds, int delayMillis, String description) {
        this.digits = digits;
        this.label = label;
        this.takes = takes;
        this.retryAfterSeconds = retryAfterSeconds;
        this.delayMillis = delayMillis;
        this.description = description;
    }

    /**
     * Reads the name that a script uses.
     *
     * @throws IllegalArgumentException for any other text; names those that there are
     */
    @JsonCreator
    public static Behaviour ofLabel(String label) {
        return Arrays.stream(values())
                .filter(behaviour -> behaviour.label.equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("Unknown behaviour '" + label + "'; there are: " + labels()));
    }

    /** The behaviour for a recipient, by its last three digits; {@link #ACCEPTED} where the table has no line. */
    static Behaviour ofNumber(String number, String provider) {
        return Arrays.stream(values())
                .filter(behaviour -> !behaviour.digits.isEmpty()
                        && number.endsWith(behaviour.digits)
                        && behaviour.spokenBy(provider))
                .findFirst()
                .orElse(ACCEPTED);
    }

    /** Last three digits of a recipient that ask for it; empty if only a script can. */
    public String digits() {
        return digits;
    }

    /** Its name in scripts. */
    @JsonValue
    public String label() {
        return label;
    }

    /** Whether the provider has the message afterwards, and {@code /received} lists it. */
    public boolean takes() {
        return takes;
    }

    /** What happens, in words. */
    public String description() {
        return description;
    }

    /** How long the answer takes. */
    public Duration delay() {
        return Duration.ofMillis(delayMillis);
    }

    /** Seconds for the header {@code Retry-After}; 0 for none. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** Whether a provider's wire has words for it. */
    boolean spokenBy(String provider) {
        return !label.startsWith("code-") || provider.equals(WITH_CODES);
    }

    private static String labels() {
        return Arrays.stream(values()).map(Behaviour::label).collect(Collectors.joining(", "));
    }
}
