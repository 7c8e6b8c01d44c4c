package io.staffetta.provider;

import io.staffetta.message.Outcome;
import java.util.Set;

/**
 * Reads the outcome from the HTTP status, for answers that no rule of a descriptor reads.
 *
 * <ul>
 *   <li>The account is unusable where nothing that a message contains could help: login (401, 403, 407), money (402), and a
 *       wrong address: nothing there (404, 410), nothing that takes our requests (405, 406, 415, 421, 426, 501, 505), a
 *       network that wants a login first (511), a redirect of any kind, and a web page that says 4xx where the API should be.
 *   <li>The provider is busy, and has not taken the message: 408, 425, 429, 503.
 *   <li>The message is refused: any other 4xx.
 *   <li>Nobody knows: a success that cannot be read, also a web page, and an error inside the provider or a proxy (other 5xx),
 *       which may come after the message was taken.
 * </ul>
 */
public final class HttpStatus {

    private static final Set<Integer> ACCOUNT =
            Set.of(401, 402, 403, 404, 405, 406, 407, 410, 415, 421, 426, 501, 505, 511);
    private static final Set<Integer> LOGIN_OR_MONEY = Set.of(401, 402, 403, 407, 511);
    private static final Set<Integer> BUSY = Set.of(408, 425, 429, 503);

    private HttpStatus() {}

    /**
     * The outcome.
     *
     * @param page whether the answer is mark-up where text or JSON was agreed, or XML of another kind
     */
    public static Outcome.Kind outcome(int status, boolean page) {
        if (ACCOUNT.contains(status) || status / 100 == 3) {
            return Outcome.Kind.ACCOUNT_UNUSABLE;
        }
        if (BUSY.contains(status)) {
            return Outcome.Kind.BUSY;
        }
        return status / 100 != 4 ? Outcome.Kind.UNKNOWN : page ? Outcome.Kind.ACCOUNT_UNUSABLE : Outcome.Kind.REFUSED;
    }

    /** Whether a status says that the API is not at this address. */
    public static boolean isWrongAddress(int status, boolean page) {
        return outcome(status, page) == Outcome.Kind.ACCOUNT_UNUSABLE && !LOGIN_OR_MONEY.contains(status);
    }

    /** Whether a status says of itself what it means, so that a rule for its whole class does not mean it. */
    public static boolean isPlain(int status) {
        return ACCOUNT.contains(status) || BUSY.contains(status) || status / 100 == 3;
    }
}
