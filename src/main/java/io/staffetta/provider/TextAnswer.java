package io.staffetta.provider;

import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Reads an answer of which the descriptor's rules say all: by its HTTP status and its whole text. Used for KPNQwest and TIM
 * Consip, whose answers are not public, and for TIM EasyAPI, whose one public client looks at nothing but the status.
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
        return wires.of(submission).answers().reference(submission, answer, "", answer.body());
    }
}
