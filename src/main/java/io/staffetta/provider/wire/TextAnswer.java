package io.staffetta.provider.wire;

import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.table.AnswerTable;
import io.staffetta.provider.table.ProviderWires;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Reads an answer of which the descriptor says all: as plain text, JSON or XML, as its {@code answer-format} says. Used for KPNQwest
 * and TIM Consip, whose answers are not public, and for TIM EasyAPI, whose one public client looks at nothing but the status.
 */
public final class TextAnswer {

    private final ProviderWires wires;

    /** Reads with the rules of these wires. */
    public TextAnswer(ProviderWires wires) {
        this.wires = wires;
    }

    /**
     * The provider's id of an accepted message; empty if it gave none.
     *
     * @throws SubmissionException for an answer that means anything else
     */
    public String reference(@Variable("submission") Submission submission, @Body ProviderAnswer answer) {
        AnswerTable table = wires.of(submission).answers();
        return table.reference(submission, answer, table.read(answer.body()));
    }
}
