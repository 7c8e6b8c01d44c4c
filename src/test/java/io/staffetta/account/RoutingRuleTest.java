package io.staffetta.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingRuleTest {

    private static final RoutingRule RULE = new RoutingRule(
            List.of("+4", "+39333"), List.of("ACME"), List.of("jms", "http"), List.of(Priority.HIGH), "main");
    private static final RoutingRule BY_SOURCE =
            new RoutingRule(List.of(), List.of(), List.of("webapi"), List.of(), "main");

    @ParameterizedTest(name = "{0} {1} {2} {3} -> {4}")
    @CsvSource({
        "+41330000001,  ACME, jms,    HIGH,   true",
        "+393330000001, ACME, http,   HIGH,   true",
        "+393340000001, ACME, jms,    HIGH,   false",
        "+41330000001,  acme, jms,    HIGH,   false",
        "+41330000001,  '',   jms,    HIGH,   false",
        "+41330000001,  ACME, webapi, HIGH,   false",
        "+41330000001,  ACME, jms,    NORMAL, false"
    })
    void matchesIfEachConditionHasAValueThatFits(
            String to, String sender, String source, Priority priority, boolean expected) {
        assertThat(RULE.matches(message(to, sender, source, priority))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"webapi, true", "jms, false"})
    void asksForNothingWhereItHasNoCondition(String source, boolean expected) {
        assertThat(BY_SOURCE.matches(message("+393330000001", "X", source, Priority.BULK)))
                .isEqualTo(expected);
    }

    private static SmsMessage message(String to, String sender, String source, Priority priority) {
        return new SmsMessage(
                "m1", to, "text", "", sender, "", priority, source, Instant.MAX, Instant.EPOCH, false, "");
    }
}
