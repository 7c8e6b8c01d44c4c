package io.staffetta.operations;

import io.staffetta.ledger.Ledger;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness of the ledger: without it nothing is taken or sent, but a restart of the gateway does not bring it back, so that
 * liveness does not depend on it.
 *
 * <p>Thread-safe.
 */
public final class LedgerHealth extends AbstractHealthCheck {

    private final Ledger ledger;

    public LedgerHealth(Ledger ledger) {
        super("staffetta", "ledger");
        this.ledger = ledger;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<String> problem = ledger.problem();
        if (problem.isPresent()) {
            builder.message("cannot be written: " + problem.get()).down();
        } else {
            builder.message("can be written" + silence()).up();
        }
    }

    /** One that is missed does not keep this one from sending. */
    private String silence() {
        return ledger.nodes().silent().stream()
                .map(node -> "; gateway " + node.name() + " silent since " + node.seen())
                .collect(Collectors.joining());
    }
}
