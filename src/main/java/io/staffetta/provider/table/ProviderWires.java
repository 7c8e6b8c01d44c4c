package io.staffetta.provider.table;

import io.staffetta.account.Account;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.Submission;
import java.util.List;
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

    /** Bundles one wire: its descriptor, its request and its answers, and how it is asked about messages. */
    public record Wire(ProviderDescriptor descriptor, RequestFields request, AnswerTable answers, ReportTable report) {}

    private final Map<String, Wire> byName;

    /**
     * Reads all descriptors.
     *
     * @throws IllegalArgumentException if one has a placeholder, an outcome or a regular expression that is wrong; names
     *     the file
     */
    public ProviderWires(List<ProviderDescriptor> descriptors) {
        byName = descriptors.stream()
                .map(ProviderWires::wire)
                .collect(Collectors.toUnmodifiableMap(wire -> wire.descriptor().wire(), Function.identity()));
    }

    /**
     * Reads all descriptors, only to see whether they can be read.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    static void check(List<ProviderDescriptor> descriptors) {
        descriptors.forEach(ProviderWires::wire);
    }

    private static Wire wire(ProviderDescriptor descriptor) {
        DescriptorCheck.check(descriptor);
        ReportTable report = new ReportTable(descriptor);
        return new Wire(descriptor, new RequestFields(descriptor), new AnswerTable(descriptor, report), report);
    }

    /** Whether an account's provider can be asked about messages. */
    public boolean offersReports(Account account) {
        return of(account).report().rules().offered();
    }

    /** The wire of a submission's account. */
    public Wire of(Submission submission) {
        return of(submission.account());
    }

    /** The wire of an account. */
    public Wire of(Account account) {
        Wire wire = byName.get(account.wire());
        if (wire == null) {
            throw new IllegalStateException(
                    "No file config/providers/" + account.wire() + ".yaml, which account '" + account.id() + "' needs");
        }
        return wire;
    }
}
