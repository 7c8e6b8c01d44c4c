package io.staffetta.http.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.QueryParameters;
import io.staffetta.ledger.figures.Figures;
import io.staffetta.ledger.figures.Tally.Step;
import io.staffetta.ledger.figures.TallyTable;
import io.staffetta.ledger.store.LedgerAwayException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;

/**
 * Shows the problems that a person must solve, the state of each account, and the figures of the last hour and day. However
 * many ask, and however
 * often: it is looked at once in {@value #FRESH_MILLIS} ms at most. Has no number and no text in it.
 *
 * <p>Thread-safe.
 */
public final class OverviewApi {

    static final long FRESH_MILLIS = 1500;

    private static final Duration FRESH = Duration.ofMillis(FRESH_MILLIS);

    private final Sources of;
    private RecentActivity activity = new RecentActivity(List.of(), List.of(), Instant.EPOCH);
    private HttpAnswer answer;
    private long answered;

    public OverviewApi(Sources of) {
        this.of = of;
    }

    /**
     * All of it.
     *
     * @param at when it was looked at
     * @param figuresAt when the ledger was asked for what waits and is dead; missing if it never was
     * @param ledgerAway whether the ledger is away: then what it has is of before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Overview(
            String at,
            String figuresAt,
            boolean ledgerAway,
            boolean onHold,
            long waiting,
            long due,
            String oldest,
            long deadLetters,
            List<Need> needs,
            List<AccountFigures> accounts,
            RecentActivity.Chart hour,
            RecentActivity.Chart day) {}

    /**
     * The overview. It is there also while the ledger is away, and says so then.
     *
     * @throws io.staffetta.http.ProblemException if there are parameters
     */
    public HttpAnswer show(Exchange exchange) {
        QueryParameters.of(exchange);
        return current();
    }

    synchronized HttpAnswer current() {
        if (answer == null || System.nanoTime() - answered > FRESH.toNanos()) {
            answer = HttpAnswer.json(200, look());
            answered = System.nanoTime();
        }
        return answer;
    }

    private Overview look() {
        Instant now = of.clock().instant();
        boolean isAway = !read(now);
        Figures figures = of.monitoring().figures();
        return new Overview(
                now.toString(),
                figures.at().equals(Instant.EPOCH) ? null : figures.at().toString(),
                isAway,
                of.ledger().sending().isOn(),
                figures.messages(),
                figures.due(),
                Need.text(figures.oldest()),
                figures.deadLetters(),
                needs(figures),
                AccountFigures.of(of, figures, activity),
                activity.hour(),
                activity.day());
    }

    /** Reads what was done; what was read before stays if that fails. */
    private boolean read(Instant now) {
        if (of.ledger().isAvailable()) {
            try {
                activity = of.ledger()
                        .read(connection -> new RecentActivity(
                                TallyTable.read(
                                        connection,
                                        Step.MINUTE,
                                        RecentActivity.first(now, Step.MINUTE, RecentActivity.MINUTES)),
                                TallyTable.read(
                                        connection,
                                        Step.HOUR,
                                        RecentActivity.first(now, Step.HOUR, RecentActivity.HOURS)),
                                now));
                return true;
            } catch (LedgerAwayException e) {
                // It says so.
            }
        }
        activity = new RecentActivity(activity.minutes(), activity.hours(), now);
        return false;
    }

    private List<Need> needs(Figures figures) {
        try {
            return Needs.of(of, figures);
        } catch (LedgerAwayException e) {
            return List.of(Need.of(
                            "ledger",
                            Need.Severity.critical,
                            "ledger",
                            "the ledger is away: nothing is taken, nothing is sent")
                    .because(String.valueOf(e.getMessage())));
        }
    }
}
