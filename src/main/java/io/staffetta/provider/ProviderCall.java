package io.staffetta.provider;

/** One HTTP call to a provider, with the client of the submission's account. */
@FunctionalInterface
public interface ProviderCall {

    /**
     * The provider's answer, whatever its status.
     *
     * @throws NotSentException if the request never left
     * @throws UnknownOutcomeException if it may have left, and there is no answer that can be read
     */
    ProviderAnswer answer(Submission submission, ProviderRequest request);
}
