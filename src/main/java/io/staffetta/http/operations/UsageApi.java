package io.staffetta.http.operations;

import io.staffetta.account.CurrentAccounts;
import io.staffetta.account.Price;
import io.staffetta.batch.result.ResultCsv;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.QueryParameters;
import io.staffetta.http.operations.UsageQuestion.By;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.usage.UsageSum;
import io.staffetta.ledger.usage.Usages;
import io.staffetta.provider.wire.Credits;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * Shows how many messages and segments providers accepted, and what they cost.
 *
 * <p>Thread-safe.
 */
public final class UsageApi {

    private static final int MOST_LINES = 50_000;
    private static final String CSV = "text/csv; charset=utf-8";

    private final Ledger ledger;
    private final CurrentAccounts accounts;
    private final PackageWatch packages;
    private final Supplier<Credits> credits;
    private final Clock clock;

    /**
     * @param credits what providers told of the credit that is left
     */
    UsageApi(Ledger ledger, CurrentAccounts accounts, PackageWatch packages, Supplier<Credits> credits, Clock clock) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.packages = packages;
        this.credits = credits;
        this.clock = clock;
    }

    private record Key(String day, String account, String application, String tag, String currency) {}

    /**
     * One line.
     *
     * @param cost exact amount, as a text; missing where the price is not known
     */
    private record Line(
            String day,
            String account,
            String application,
            String tag,
            long messages,
            long segments,
            String cost,
            String currency) {

        static Line of(Key key, Sum sum) {
            return new Line(
                    key.day(),
                    key.account(),
                    key.application(),
                    key.tag(),
                    sum.messages(),
                    sum.segments(),
                    sum.cost() == null ? null : sum.cost().toPlainString(),
                    key.currency());
        }

        List<String> fields() {
            List<String> fields = new ArrayList<>();
            for (Object field : new Object[] {day, account, application, tag, messages, segments, cost, currency}) {
                fields.add(field == null ? "" : field.toString());
            }
            return fields;
        }
    }

    private record Sum(long messages, long segments, BigDecimal cost) {

        Sum plus(Sum other) {
            return new Sum(
                    messages + other.messages,
                    segments + other.segments,
                    cost == null ? other.cost : other.cost == null ? cost : cost.add(other.cost));
        }
    }

    private record Answer(
            String from,
            String to,
            String zone,
            List<Line> usage,
            List<Line> totals,
            List<PackageWatch.Left> packages,
            List<Credit> credits) {}

    /** Holds the credit that a provider last reported. */
    private record Credit(String account, String value, String currency, String at) {

        static Credit of(String account, Credits.Credit credit) {
            return new Credit(
                    account,
                    credit.value().toPlainString(),
                    credit.currency().isEmpty() ? null : credit.currency(),
                    credit.at().toString());
        }
    }

    /**
     * The usage that the parameters mean, as JSON, or as CSV where {@code Accept} asks for it.
     *
     * @throws io.staffetta.http.ProblemException if a parameter is wrong, or the ledger is away
     */
    public HttpAnswer usage(Exchange exchange) {
        UsageQuestion question = UsageQuestion.of(QueryParameters.of(exchange, UsageQuestion.NAMES), clock);
        Map<Key, Sum> sums = LedgerQuestion.ask(() -> sums(question));
        List<Line> lines = new ArrayList<>();
        sums.forEach((key, sum) -> lines.add(Line.of(key, sum)));
        if (wantsCsv(exchange)) {
            return new HttpAnswer(200, CSV, csv(lines));
        }
        Map<Key, Sum> totals = new LinkedHashMap<>();
        sums.forEach((key, sum) -> totals.merge(new Key(null, null, null, null, key.currency()), sum, Sum::plus));
        return HttpAnswer.json(
                200,
                new Answer(
                        question.from().toString(),
                        question.to().toString(),
                        question.zone().getId(),
                        lines,
                        totals.entrySet().stream()
                                .map(one -> Line.of(one.getKey(), one.getValue()))
                                .toList(),
                        LedgerQuestion.ask(packages::left),
                        credits.get().all().entrySet().stream()
                                .map(one -> Credit.of(one.getKey(), one.getValue()))
                                .toList()));
    }

    /** The header itself: no route has it. */
    private static boolean wantsCsv(Exchange exchange) {
        String accept = exchange.getMessage() instanceof HttpMessage http
                ? http.getRequest().getHeader("Accept")
                : null;
        return accept != null && accept.contains("text/csv");
    }

    private static String csv(List<Line> lines) {
        StringBuilder csv = new StringBuilder(ResultCsv.line(
                List.of("day", "account", "application", "tag", "messages", "segments", "cost", "currency")));
        lines.forEach(line -> csv.append(ResultCsv.line(line.fields())));
        return csv.toString();
    }

    private Map<Key, Sum> sums(UsageQuestion question) {
        Map<Key, Sum> sums = new LinkedHashMap<>();
        LocalDate last = question.to().plusDays(1);
        for (LocalDate day = question.from(); day.isBefore(last); ) {
            LocalDate next = question.isBy(By.DAY) ? day.plusDays(1) : last;
            LocalDate begin = day;
            List<UsageSum> found = ledger.read(connection -> Usages.read(
                    connection,
                    question.begin(begin),
                    question.begin(next),
                    question.isBy(By.APPLICATION),
                    question.isBy(By.TAG)));
            found.forEach(sum -> add(sums, question, begin, sum));
            if (sums.size() > MOST_LINES) {
                throw QueryParameters.wrong(
                        "by", Phrase.of("makes more than {0} lines: ask for fewer days", MOST_LINES));
            }
            day = next;
        }
        return sums;
    }

    private void add(Map<Key, Sum> sums, UsageQuestion question, LocalDate day, UsageSum sum) {
        Optional<Price> price = price(sum);
        Key key = new Key(
                question.isBy(By.DAY) ? day.toString() : null,
                question.isBy(By.ACCOUNT) ? sum.account() : null,
                question.isBy(By.APPLICATION) ? sum.source() : null,
                question.isBy(By.TAG) ? sum.tag() : null,
                price.map(Price::currency).orElse(null));
        BigDecimal cost = price.map(one -> one.of(sum.segments())).orElse(null);
        sums.merge(key, new Sum(sum.messages(), sum.segments(), cost), Sum::plus);
    }

    /** That of then; where it was not known, that of now. */
    private Optional<Price> price(UsageSum sum) {
        return sum.price().isEmpty()
                ? accounts.find(sum.account()).flatMap(account -> account.price())
                : Optional.of(Price.ofText(sum.price()));
    }
}
