package io.staffetta.cli.accounts;

import java.util.Map;

/** Edits accounts: through the running gateway, or in the file where none runs. */
interface AccountsDoor {

    /**
     * Holds the result of an edit.
     *
     * @param exitCode the exit code of the command
     * @param words what to tell people
     * @param json what to tell machines
     */
    record Outcome(int exitCode, String words, Object json) {}

    /**
     * An account as it is.
     *
     * @param fields its fields as they are written; without those that are secret
     * @param version its version; empty if none is known
     */
    record Present(Map<String, Object> fields, String version) {}

    /**
     * The account with an id.
     *
     * @return {@code null} if there is none
     */
    Present find(String id);

    /** Adds an account. */
    Outcome add(String id, Map<String, Object> fields, String why);

    /**
     * Changes an account.
     *
     * @param other its id from then on; the same for none
     * @param moveTo who gets what waits for the old id; empty for nobody
     */
    Outcome change(String id, String other, Map<String, Object> fields, String version, String moveTo, String why);

    /** Takes an account out. */
    Outcome remove(String id, String moveTo, String why);

    /** Makes an account the default. */
    Outcome setDefault(String id, String why);

    /** The newest versions. */
    Outcome history(int limit);

    /** Makes the file what it was in a version. */
    Outcome restore(long version, String why);
}
