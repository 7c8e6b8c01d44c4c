package io.staffetta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.AccountDisabledException;
import io.staffetta.account.UnknownAccountException;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.BusyException;
import io.staffetta.provider.NotSentException;
import io.staffetta.provider.RefusedException;
import io.staffetta.provider.UnknownOutcomeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonTest {

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("failures")
    void followsFromTheFailure(Exception failure, Reason reason) {
        assertThat(Reason.of(failure)).isEqualTo(reason);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new RefusedException("bad number", 200, "7"), Reason.REFUSED),
                Arguments.of(new BusyException("later", 503, "", Duration.ZERO), Reason.EXHAUSTED),
                Arguments.of(new NotSentException("no connection", null), Reason.EXHAUSTED),
                Arguments.of(new UnknownOutcomeException("no answer", 0, ""), Reason.UNKNOWN),
                Arguments.of(new AccountUnusableException("no credit", 402, ""), Reason.UNKNOWN),
                Arguments.of(new InvalidMessageException("text", "must not be empty"), Reason.MALFORMED),
                Arguments.of(new ExpiredException(Instant.EPOCH), Reason.EXPIRED),
                Arguments.of(new UnknownAccountException("mian", List.of("main")), Reason.UNKNOWN_ACCOUNT),
                Arguments.of(new AccountDisabledException("main"), Reason.ACCOUNT_DISABLED),
                // Says nothing about the provider, so nothing is known of what the provider has.
                Arguments.of(new IllegalStateException("a defect"), Reason.UNKNOWN),
                Arguments.of(new java.io.IOException("a reset"), Reason.UNKNOWN));
    }
}
