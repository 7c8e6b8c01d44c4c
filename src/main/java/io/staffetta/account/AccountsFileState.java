package io.staffetta.account;

import java.time.Instant;
import java.util.Optional;

/**
 * Remembers whether {@code accounts.yaml} can be read as it is. While it cannot, the accounts of before are in use.
 *
 * <p>Thread-safe.
 */
public final class AccountsFileState {

    private volatile Broken broken;

    /**
     * The file cannot be read as it is.
     *
     * @param since since when, as far as was seen
     * @param problems what is wrong, a line each
     */
    public record Broken(Instant since, String problems) {}

    /** Since when and why it cannot be read; empty if it can. */
    public Optional<Broken> broken() {
        return Optional.ofNullable(broken);
    }

    /** Notes that it cannot be read. */
    public synchronized void broken(Instant now, String problems) {
        broken = new Broken(broken == null ? now : broken.since(), problems);
    }

    /** Notes that it can be read. */
    public synchronized void mended() {
        broken = null;
    }
}
