package io.staffetta.ledger.operation;

import java.time.Instant;
import java.util.List;

/**
 * Selects dead letters, or messages that wait: those to which all of it applies. Empty texts, {@code null} and no
 * words are for any.
 *
 * @param reason why they are dead
 * @param account id of the account that they died with, or wait for
 * @param detail what they died of, or its pattern
 * @param since dead, or taken, at this instant or later
 * @param until dead, or taken, before this instant
 * @param batch id of their batch
 * @param to recipient in E.164 form
 * @param words what is all in their detail
 * @param application name of the application that they belong to
 * @param tag the word that their sender gave them
 * @param priority {@code high}, {@code normal} or {@code bulk}
 * @param phase how far the attempt of unknown outcome came
 * @param node name of the gateway that made the last attempt
 */
public record OperationFilter(
        String reason,
        String account,
        String detail,
        Instant since,
        Instant until,
        String batch,
        String to,
        List<String> words,
        String application,
        String tag,
        String priority,
        String phase,
        String node) {

    /** All. */
    public static final OperationFilter ALL =
            new OperationFilter("", "", "", null, null, "", "", List.of(), "", "", "", "", "");

    public OperationFilter {
        words = List.copyOf(words);
    }

    /** Those that died of a reason. */
    public static OperationFilter ofReason(String reason) {
        return new OperationFilter(reason, "", "", null, null, "", "", List.of(), "", "", "", "", "");
    }

    /** Whether it asks for letters that a provider may have, which are left alone else. */
    boolean asksForUnknown() {
        return !reason.isEmpty() || !phase.isEmpty();
    }

    /** Names no number. */
    @Override
    public String toString() {
        return "OperationFilter[" + reason + ", " + account + "]";
    }
}
