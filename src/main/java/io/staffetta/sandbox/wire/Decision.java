package io.staffetta.sandbox.wire;

import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Decides about a request that a provider has read.
 *
 * @param behaviour what to do
 * @param recipients those whose message the provider takes
 * @param step the script's step, if it was that which decided
 */
public record Decision(Behaviour behaviour, List<String> recipients, Optional<Step> step) {

    /**
     * Decides, and uses up the script's step if there is one.
     *
     * @param attempts counts an attempt at a message, and says how many that makes
     */
    public static Decision of(Wire wire, Submitted submitted, Script script, ToIntFunction<Submitted> attempts) {
        Optional<Step> step = script.take(wire, submitted);
        if (step.isPresent()) {
            Behaviour behaviour = resolve(step.get().behaviour(), submitted, attempts);
            return new Decision(behaviour, behaviour.takes() ? submitted.to() : List.of(), step);
        }
        return byDigits(wire.description().provider(), submitted, attempts);
    }

    /** What becomes later of the message for one of the recipients: as the step says, else by the recipient's digits. */
    Behaviour fate(String provider, String to) {
        return step.map(Step::behaviour).orElseGet(() -> Behaviour.ofNumber(to, provider));
    }

    private static Decision byDigits(String provider, Submitted submitted, ToIntFunction<Submitted> attempts) {
        List<String> good = submitted.to().stream()
                .filter(to -> Behaviour.ofNumber(to, provider) != Behaviour.BAD_NUMBER)
                .toList();
        if (good.isEmpty()) {
            Behaviour behaviour = submitted.to().isEmpty() ? Behaviour.ACCEPTED : Behaviour.BAD_NUMBER;
            return new Decision(behaviour, List.of(), Optional.empty());
        }
        // Among several recipients, the first that is not for accepting decides for all but the bad ones.
        Behaviour first = good.stream()
                .map(to -> Behaviour.ofNumber(to, provider))
                .filter(behaviour -> behaviour != Behaviour.ACCEPTED)
                .findFirst()
                .orElse(Behaviour.ACCEPTED);
        Behaviour behaviour = resolve(first, submitted, attempts);
        return new Decision(behaviour, behaviour.takes() ? good : List.of(), Optional.empty());
    }

    private static Behaviour resolve(Behaviour behaviour, Submitted submitted, ToIntFunction<Submitted> attempts) {
        if (behaviour != Behaviour.BUSY_TWICE) {
            return behaviour;
        }
        return attempts.applyAsInt(submitted) > 2 ? Behaviour.ACCEPTED : Behaviour.BUSY_TWICE;
    }
}
