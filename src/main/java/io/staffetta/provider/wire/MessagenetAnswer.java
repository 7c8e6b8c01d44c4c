package io.staffetta.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.message.Outcome;
import io.staffetta.provider.AnswerForm;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.table.AnswerJson;
import io.staffetta.provider.table.AnswerProof;
import io.staffetta.provider.table.AnswerProof.Finding;
import io.staffetta.provider.table.AnswerProof.Found;
import io.staffetta.provider.table.AnswerReference;
import io.staffetta.provider.table.AnswerTable;
import io.staffetta.provider.table.AnswerValues;
import io.staffetta.provider.table.ProviderWires;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Reads an answer of Messagenet's {@code send_sms}, as the public clients have it: JSON with {@code status.code}, which
 * decides before the HTTP status, and the lists {@code sent} and {@code failed}, since an answer that is OK may still be
 * partial. The descriptor has what the codes mean.
 */
public final class MessagenetAnswer {

    /** What may stand in place of an empty list of failures, besides an empty object. */
    private static final Set<String> NO_FAILURES = Set.of("", "null", "0", "false");

    private final ProviderWires wires;
    private final Credits credits;

    /** Reads with the rules of these wires. */
    public MessagenetAnswer(ProviderWires wires) {
        this(wires, new Credits(Clock.systemUTC()));
    }

    /**
     * Reads with the rules of these wires.
     *
     * @param credits takes what answers tell of the credit that is left
     */
    public MessagenetAnswer(ProviderWires wires, Credits credits) {
        this.wires = wires;
        this.credits = credits;
    }

    /**
     * Messagenet's {@code message_id} of an accepted message; empty if it gave none. Accepted is only what {@code sent}
     * has: our number, in whatever form, or a single entry that names no number but has an id.
     *
     * @throws SubmissionException for an answer that means anything else. Code 0 with our number in {@code failed} is
     *     REFUSED with the code found there; code 0 without our number, or in both lists, and another code with our number
     *     in {@code sent}, are UNKNOWN
     */
    public String reference(@Variable("submission") Submission submission, @Body ProviderAnswer answer) {
        AnswerTable table = wires.of(submission).answers();
        AnswerProof proof = table.proof();
        JsonNode json = AnswerJson.object(answer.body());
        JsonNode credit = json.path("credit");
        credits.told(
                submission.account().id(),
                AnswerJson.text(credit.path("value")),
                AnswerJson.text(credit.path("currency")));
        String code = AnswerJson.text(json.path("status").path("code"));
        String said = AnswerJson.text(json.path("status").path("description"));
        AnswerValues told = AnswerValues.read(AnswerForm.JSON, answer.body())
                .saying(code, code.isEmpty() && said.isEmpty() ? answer.body() : said);
        if (!told.agreed()) {
            return table.reference(submission, answer, told);
        }
        Optional<JsonNode> sent = entry(json.path("sent"), submission, only -> proof.isId(id(only)));
        Optional<JsonNode> failed = entry(json.path("failed"), submission, only -> true);
        String id = sent.map(MessagenetAnswer::id).orElse("");
        String known = proof.isId(id) ? AnswerReference.clean(id) : "";
        if (!proof.claimed(submission, told)) {
            if (sent.isPresent() && !code.isEmpty()) {
                throw table.failure(
                        Outcome.Kind.UNKNOWN, submission, answer, code, "an error, and the number as sent", known);
            }
            String words = failed.map(entry -> said + " " + words(entry)).orElse(told.words());
            Found nothing = new Found(Finding.NOTHING, "", "");
            return table.reference(submission, answer, told.saying(code, words), nothing, known);
        }
        if (failed.isEmpty() && !isReadable(json.path("failed"))) {
            throw table.failure(
                    Outcome.Kind.UNKNOWN, submission, answer, code, "OK, and failures that cannot be read", known);
        }
        if (sent.isPresent() == failed.isPresent()) {
            String where = sent.isPresent() ? "both as sent and as failed" : "neither as sent nor as failed";
            throw table.failure(Outcome.Kind.UNKNOWN, submission, answer, code, "OK, with the number " + where, known);
        }
        if (failed.isPresent()) {
            String own = AnswerJson.text(failed.get().path("code"));
            String why = AnswerJson.text(failed.get().path("description"));
            throw table.failure(Outcome.Kind.REFUSED, submission, answer, own, why, "");
        }
        return table.reference(submission, answer, told, proof.of(submission, told, id), known);
    }

    private static String id(JsonNode entry) {
        JsonNode id = entry.path("message_id");
        if (id.isMissingNode()) {
            return "";
        }
        String text = AnswerJson.text(id);
        return text.isEmpty()
                ? "?"
                : text; // An id that is null, empty or an object is none, and is not left out either.
    }

    /** Whether what stands for failures is nothing, or a list in which each entry names its number. */
    private static boolean isReadable(JsonNode failed) {
        if (failed.isArray()) {
            return StreamSupport.stream(failed.spliterator(), false)
                    .allMatch(entry -> !number(entry).isEmpty());
        }
        return failed.isEmpty() && NO_FAILURES.contains(failed.asText().strip());
    }

    /** The entry that has our number, or the only one if it names none and is enough as it is. */
    private static Optional<JsonNode> entry(JsonNode list, Submission submission, Predicate<JsonNode> enough) {
        List<JsonNode> entries = new ArrayList<>();
        list.forEach(entries::add);
        if (entries.size() == 1 && number(entries.get(0)).isEmpty()) {
            return Optional.of(entries.get(0)).filter(JsonNode::isObject).filter(enough);
        }
        Predicate<JsonNode> ours = entry -> entry.isObject() && submission.isTo(number(entry));
        return entries.stream().filter(ours).findFirst();
    }

    private static String words(JsonNode failed) {
        return "(" + AnswerJson.text(failed.path("code")) + " " + AnswerJson.text(failed.path("description")) + ")";
    }

    /** The number of an entry. One list calls it {@code value} (inferred), the other {@code number}. */
    private static String number(JsonNode entry) {
        return AnswerJson.text(entry.has("number") ? entry.path("number") : entry.path("value"));
    }
}
