package io.staffetta.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Reads an answer of Messagenet's {@code send_sms}, as the public clients have it: JSON with {@code status.code}, which
 * decides before the HTTP status, and the lists {@code sent} and {@code failed}, since an answer that is OK may still be
 * partial. The descriptor has what the codes mean.
 */
public final class MessagenetAnswer {

    private static final String OK = "0";

    private final ProviderWires wires;

    /** Reads with the rules of these wires. */
    public MessagenetAnswer(ProviderWires wires) {
        this.wires = wires;
    }

    /**
     * Messagenet's {@code message_id} of an accepted message; empty if it gave none. Accepted is only what {@code sent}
     * has: our number, or a single entry that names no number.
     *
     * @throws SubmissionException for an answer that means anything else. Code 0 with our number in {@code failed} is
     *     REFUSED with the code found there; code 0 without our number, or in both lists, and another code with our number
     *     in {@code sent}, are UNKNOWN
     */
    public String reference(@Variable("submission") Submission submission, @Body ProviderAnswer answer) {
        AnswerTable table = wires.of(submission).answers();
        JsonNode json = Json.object(answer.body());
        String code = Json.text(json.path("status").path("code"));
        String said = Json.text(json.path("status").path("description"));
        if (json.isEmpty()) {
            return table.reference(submission, answer, "", answer.body());
        }
        Optional<JsonNode> sent = entry(json.path("sent"), submission);
        Optional<JsonNode> failed = entry(json.path("failed"), submission);
        String id = sent.map(entry -> AnswerTable.reference(Json.text(entry.path("message_id"))))
                .orElse("");
        if (code.isEmpty()) {
            return table.reference(submission, answer, "", said.isEmpty() ? answer.body() : said, id);
        }
        if (!code.equals(OK)) {
            if (sent.isPresent()) {
                throw table.failure(Outcome.UNKNOWN, submission, answer, code, "an error, and the number as sent", id);
            }
            return table.reference(
                    submission,
                    answer,
                    code,
                    failed.map(entry -> said + " " + words(entry)).orElse(said),
                    id);
        }
        if (sent.isPresent() == failed.isPresent()) {
            String where = sent.isPresent() ? "both as sent and as failed" : "neither as sent nor as failed";
            throw table.failure(Outcome.UNKNOWN, submission, answer, code, "OK, with the number " + where, id);
        }
        if (failed.isPresent()) {
            String own = Json.text(failed.get().path("code"));
            String why = Json.text(failed.get().path("description"));
            throw table.failure(Outcome.REFUSED, submission, answer, own, why, "");
        }
        return id;
    }

    private static Optional<JsonNode> entry(JsonNode list, Submission submission) {
        List<JsonNode> entries = new ArrayList<>();
        list.forEach(entries::add);
        if (entries.size() == 1 && number(entries.get(0)).isEmpty()) {
            return Optional.of(entries.get(0));
        }
        Predicate<JsonNode> ours = entry -> number(entry).equals(submission.toDigits());
        return entries.stream().filter(ours).findFirst();
    }

    /** The number of an entry, digits only. One list calls it {@code value} (inferred), the other {@code number}. */
    private static String number(JsonNode entry) {
        String number = Json.text(entry.has("number") ? entry.path("number") : entry.path("value"));
        return number.replaceAll("[^0-9]", "").replaceFirst("^00", "");
    }

    private static String words(JsonNode failed) {
        return "(" + Json.text(failed.path("code")) + " " + Json.text(failed.path("description")) + ")";
    }
}
