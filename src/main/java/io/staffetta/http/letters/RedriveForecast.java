package io.staffetta.http.letters;

import io.staffetta.account.Account;
import io.staffetta.account.Price;
import io.staffetta.ledger.operation.LettersLeft;
import io.staffetta.ledger.operation.OperationTerms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Estimates what redriving dead letters with an account costs, and at what pace it sends.
 *
 * @param messages how many letters
 * @param segments SMS that they take; estimated for those that nobody has counted
 * @param cost exact amount for these; missing if the account has no price
 * @param currency its currency
 * @param perSecond most messages that the account sends a second; missing for no limit
 */
record RedriveForecast(long messages, long segments, String cost, String currency, Double perSecond) {

    /**
     * The forecast of an operation that sends again, by the account that would send; of an account that is not configured, how many
     * messages.
     *
     * @param left letters that it would send
     * @param accounts the account with an id
     */
    static Map<String, RedriveForecast> of(
            OperationTerms terms, List<LettersLeft> left, Function<String, Optional<Account>> accounts) {
        Map<String, LettersLeft> byAccount = new TreeMap<>();
        for (LettersLeft one : left) {
            String sends = terms.toAccount().isEmpty() ? one.account() : terms.toAccount();
            byAccount.merge(
                    sends,
                    one,
                    (a, b) -> new LettersLeft(
                            sends,
                            a.messages() + b.messages(),
                            a.counted() + b.counted(),
                            a.segments() + b.segments()));
        }
        Map<String, RedriveForecast> forecasts = new TreeMap<>();
        byAccount.forEach((id, all) -> forecasts.put(id, of(all, accounts.apply(id))));
        return forecasts;
    }

    private static RedriveForecast of(LettersLeft all, Optional<Account> account) {
        long segments = all.estimatedSegments();
        Optional<Price> price = account.flatMap(Account::price);
        return new RedriveForecast(
                all.messages(),
                segments,
                price.map(one -> one.of(segments).toPlainString()).orElse(null),
                price.map(Price::currency).orElse(null),
                account.map(one -> one.limits().perSecond())
                        .filter(pace -> pace > 0)
                        .orElse(null));
    }
}
