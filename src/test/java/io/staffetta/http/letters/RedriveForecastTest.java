package io.staffetta.http.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.Account;
import io.staffetta.account.Limits;
import io.staffetta.account.Price;
import io.staffetta.account.UnknownOutcome;
import io.staffetta.ledger.operation.LettersLeft;
import io.staffetta.ledger.operation.OperationKind;
import io.staffetta.ledger.operation.OperationTerms;
import io.staffetta.message.UnsupportedCharacters;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedriveForecastTest {

    private static final Map<String, Account> ACCOUNTS = Map.of(
            "dear",
            account(2, Optional.of(new Price(new BigDecimal("0.05"), "EUR"))),
            "free",
            account(0, Optional.empty()));

    private static Account account(double perSecond, Optional<Price> price) {
        return new Account(
                "any",
                "messagenet",
                "messagenet",
                "Any",
                true,
                Map.of(),
                "",
                new Limits(perSecond, 16),
                Duration.ofDays(1),
                List.of(),
                UnsupportedCharacters.REPLACE,
                UnknownOutcome.DEAD_LETTER,
                Optional.empty(),
                price,
                Optional.empty());
    }

    private static Map<String, RedriveForecast> forecast(String toAccount, LettersLeft... left) {
        return RedriveForecast.of(
                new OperationTerms(OperationKind.REDRIVE, toAccount, 0, null, null, ""),
                List.of(left),
                id -> Optional.ofNullable(ACCOUNTS.get(id)));
    }

    @Test
    void isByTheAccountsThatTheLettersDiedWith() {
        assertThat(forecast(
                        "",
                        new LettersLeft("dear", 10, 10, 30),
                        new LettersLeft("free", 5, 5, 5),
                        new LettersLeft("gone", 1, 1, 2)))
                .containsExactly(
                        Map.entry("dear", new RedriveForecast(10, 30, "1.50", "EUR", 2.0)),
                        Map.entry("free", new RedriveForecast(5, 5, null, null, null)),
                        Map.entry("gone", new RedriveForecast(1, 2, null, null, null)));
    }

    @Test
    void isOfTheOtherAccountWhereTheyGoToOneAndTakesUncountedOnesAsTheOthers() {
        assertThat(forecast("dear", new LettersLeft("free", 10, 4, 8), new LettersLeft("gone", 2, 0, 0)))
                .containsExactly(Map.entry("dear", new RedriveForecast(12, 24, "1.20", "EUR", 2.0)));
    }
}
