package io.staffetta.sandbox.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;

/**
 * Holds the steps that are still to come. Each request takes the first that matches it; steps for others stay where they are.
 *
 * <p>Thread-safe.
 */
public final class Script {

    private final List<Wire> wires;
    private final List<Step> steps = new ArrayList<>();

    public Script(List<Wire> wires) {
        this.wires = List.copyOf(wires);
    }

    /**
     * Adds steps behind those that there are.
     *
     * @throws IllegalArgumentException if one is for a provider that does not exist; none is added then
     */
    public synchronized void add(List<Step> more) {
        more.forEach(this::checkProvider);
        steps.addAll(more);
    }

    /**
     * Puts steps in place of those that there are.
     *
     * @throws IllegalArgumentException if one is for a provider that does not exist; nothing changes then
     */
    public synchronized void replace(List<Step> all) {
        all.forEach(this::checkProvider);
        steps.clear();
        steps.addAll(all);
    }

    public synchronized void clear() {
        steps.clear();
    }

    /** What is left, each step with the times that are left of it. */
    public synchronized List<Step> left() {
        return List.copyOf(steps);
    }

    /** Takes the step for a request that has been read. */
    synchronized Optional<Step> take(Wire wire, Submitted submitted) {
        ListIterator<Step> each = steps.listIterator();
        while (each.hasNext()) {
            Step step = each.next();
            boolean forThis = step.to().isEmpty() || submitted.to().contains(step.to());
            if (forThis && matches(step, wire) && step.behaviour() != Behaviour.REFUSE_BODY) {
                useUp(each, step);
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    /** Takes the step that refuses a request before it is read, if it is this request's turn for it. */
    public synchronized boolean takeRefusal(Wire wire) {
        ListIterator<Step> each = steps.listIterator();
        while (each.hasNext()) {
            Step step = each.next();
            // A step for one recipient may be for another request than this one, so it holds up nothing.
            if (step.to().isEmpty() && matches(step, wire)) {
                if (step.behaviour() == Behaviour.REFUSE_BODY) {
                    useUp(each, step);
                    return true;
                }
                return false;
            }
        }
        return false;
    }

    private static boolean matches(Step step, Wire wire) {
        boolean ofProvider =
                step.provider().isEmpty() ? wire.description().carriesMessages() : wire.isOf(step.provider());
        return ofProvider && step.behaviour().spokenBy(wire.description().provider());
    }

    private static void useUp(ListIterator<Step> each, Step step) {
        if (step.times() > 1) {
            each.set(step.times(step.times() - 1));
        } else {
            each.remove();
        }
    }

    private void checkProvider(Step step) {
        if (!step.provider().isEmpty() && wires.stream().noneMatch(wire -> wire.isOf(step.provider()))) {
            throw new IllegalArgumentException("Unknown provider '" + step.provider() + "'; there are: "
                    + String.join(
                            ", ",
                            wires.stream()
                                    .map(wire -> wire.description().provider())
                                    .toList()));
        }
    }
}
