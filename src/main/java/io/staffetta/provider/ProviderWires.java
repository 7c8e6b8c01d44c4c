package io.staffetta.provider;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every wire, ready for use: templates and tables of answers read once, so that a mistake in {@code config/providers}
 * stops the start.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class ProviderWires {

    /** One wire: its descriptor, its request and its answers. */
    record Wire(ProviderDescriptor descriptor, RequestFields request, AnswerTable answers) {

        /** A setting of the descriptor; empty if the file leaves it out. */
        String setting(String key) {
            return descriptor.settings().getOrDefault(key, "");
        }
    }

    private final Map<String, Wire> byName;

    /**
     * Reads all descriptors.
     *
     * @throws IllegalArgumentException if one has a placeholder, an outcome or a regular expression that is wrong; names
     *     the file
     */
    public ProviderWires(ProviderDescriptors descriptors) {
        byName = descriptors.all().stream()
                .map(descriptor -> new Wire(descriptor, new RequestFields(descriptor), new AnswerTable(descriptor)))
                .collect(Collectors.toUnmodifiableMap(wire -> wire.descriptor().wire(), Function.identity()));
    }

    /** The wire of a submission's account. */
    Wire of(Submission submission) {
        Wire wire = byName.get(submission.account().wire());
        if (wire == null) {
            throw new IllegalStateException("No file config/providers/"
                    + submission.account().wire() + ".yaml, which account '"
                    + submission.account().id() + "' needs");
        }
        return wire;
    }
}
