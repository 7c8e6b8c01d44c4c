package io.staffetta.provider;

import java.util.concurrent.CompletionStage;

/** Makes one HTTP call to a provider, with the client of the submission's account. */
@FunctionalInterface
public interface ProviderCall {

    /**
     * Begins a call, and returns at once.
     *
     * @return the provider's answer, whatever its status; fails with {@link NotSentException} if the request never left,
     *     and with {@link UnknownOutcomeException} if it may have left, and there is no answer that can be read
     */
    CompletionStage<ProviderAnswer> answer(Submission submission, ProviderRequest request);
}
