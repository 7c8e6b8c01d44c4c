package io.staffetta.operations;

import io.staffetta.ledger.figures.DueReports;
import io.staffetta.ledger.figures.Figures;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells which delivery reports are overdue. Nothing is sent later for that, so that the check is never down.
 *
 * <p>Thread-safe.
 */
public final class ReportsHealth extends AbstractHealthCheck {

    private final Supplier<Figures> figures;

    public ReportsHealth(Supplier<Figures> figures) {
        super("staffetta", "reports");
        this.figures = figures;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Figures now = figures.get();
        builder.message(
                        now.overdueReports() == 0
                                ? "none overdue"
                                : now.overdueReports() + " delivery reports overdue: "
                                        + now.reports().stream()
                                                .filter(account -> account.overdue() > 0)
                                                .map(ReportsHealth::words)
                                                .collect(Collectors.joining("; ")))
                .up();
    }

    private static String words(DueReports account) {
        return account.account() + " " + account.overdue() + ", since " + account.since();
    }
}
