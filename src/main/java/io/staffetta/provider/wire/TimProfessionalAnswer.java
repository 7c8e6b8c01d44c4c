package io.staffetta.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.provider.AnswerForm;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.table.AnswerJson;
import io.staffetta.provider.table.AnswerValues;
import io.staffetta.provider.table.ProviderWires;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Reads an answer of TIM SMS Professional, as two public clients have it: JSON with {@code status}, {@code OK} for an
 * accepted message, and {@code message}, with the id after {@code CODE:}. What other answers mean is assumed.
 */
public final class TimProfessionalAnswer {

    private final ProviderWires wires;

    /** Reads with the rules of these wires. */
    public TimProfessionalAnswer(ProviderWires wires) {
        this.wires = wires;
    }

    /**
     * The provider's id of an accepted message; empty if it gave none.
     *
     * @throws SubmissionException for an answer that means anything else
     */
    public String reference(@Variable("submission") Submission submission, @Body ProviderAnswer answer) {
        JsonNode json = AnswerJson.object(answer.body());
        String status = AnswerJson.text(json.path("status"));
        String text = json.isEmpty() ? answer.body() : AnswerJson.text(json.path("message"));
        AnswerValues told = AnswerValues.read(AnswerForm.JSON, answer.body()).saying(status, text);
        return wires.of(submission).answers().reference(submission, answer, told);
    }
}
