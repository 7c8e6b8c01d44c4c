package io.staffetta.cli.dead;

import io.staffetta.deadletter.DeadLetterFilter;
import io.staffetta.delivery.Phase;
import io.staffetta.delivery.Reason;
import java.util.Collection;
import java.util.LinkedHashSet;
import picocli.CommandLine.Option;

/** Options that say which dead letters are meant. */
final class DeadFilterOptions {

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only those that died of this: ${COMPLETION-CANDIDATES}.")
    private Reason reason;

    @Option(names = "--account", paramLabel = "ID", description = "Only those that died with this account.")
    private String account = "";

    @Option(
            names = "--phase",
            paramLabel = "PHASE",
            description = "Only those of unknown outcome whose attempt came so far: ${COMPLETION-CANDIDATES}.")
    private Phase phase;

    @Option(names = "--node", paramLabel = "NAME", description = "Only those that this gateway tried last.")
    private String node = "";

    /**
     * The filter.
     *
     * @param ids the ids given; none for any
     */
    DeadLetterFilter filter(Collection<String> ids) {
        return new DeadLetterFilter(new LinkedHashSet<>(ids), reason, account, phase, node);
    }
}
