package io.staffetta.cli.accounts;

import java.util.Map;

/** Where accounts are edited: the running gateway, or the file where none runs. */
interface AccountsDoor {

    /**
     * What came of something.
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

    Outcome add(String id, Map<String, Object> fields, String why);

    /**
     * @param other its id from then on; the same for none
     * @param moveTo who gets what waits for the old id; empty for nobody
     */
    Outcome change(String id, String other, Map<String, Object> fields, String version, String moveTo, String why);

    Outcome remove(String id, String moveTo, String why);

    Outcome setDefault(String id, String why);

    Outcome history(int limit);

    Outcome restore(long version, String why);
}
