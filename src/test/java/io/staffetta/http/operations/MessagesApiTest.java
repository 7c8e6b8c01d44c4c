package io.staffetta.http.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.history.MessageFilter;
import io.staffetta.ledger.history.State;
import io.staffetta.message.PhoneNumbers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesApiTest {

    @Test
    void asksToComeAgainWhileTheLedgerIsAway() {
        TestLedger ledger = new TestLedger(Clock.systemUTC());
        MessagesApi api = new MessagesApi(ledger.ledger(), new PhoneNumbers("IT", false), entry -> {});
        ledger.ledger().close();

        assertThatThrownBy(() -> api.list(new DefaultExchange(new DefaultCamelContext())))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(
                                e.problem().answer().body())
                        .contains("\"status\":503", "The ledger cannot be read now"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nobody | x     | nobody | is unknown; known are before, limit, since, state
            state  | SENT  | state  | must be one of QUEUED, WAITING, TAKEN, ACCEPTED, DELIVERED, UNDELIVERED, DYING, DEAD, CANCELLED
            state  | ' '   | state  | must not be empty
            since  | PT1H  | since  | must be an ISO-8601 date and time with offset, such as 2026-11-22T10:00:00Z, of the years 1970 to 9999
            before | order | before | must be the id of a message, 26 characters
            limit  | 0     | limit  | must be a number from 1 to 1000
            limit  | 1001  | limit  | must be a number from 1 to 1000
            limit  | -1    | limit  | must be a number from 1 to 1000
            <b>    | 1     | ?      | is unknown; known are before, limit, since, state
            """)
    void saysWhichParameterIsWrongAndWhatWouldBeRight(String name, String value, String field, String rule) {
        HttpProblem problem = catchThrowableOfType(ProblemException.class, () -> readAll(Map.of(name, List.of(value))))
                .problem();

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.field()).isEqualTo(field);
        assertThat(problem.rule()).hasToString(rule);
        assertThat(problem.detail()).hasToString("Parameter '" + field + "' " + rule);
    }

    @Test
    void saysThatThereAreNoParameters() {
        assertThatThrownBy(() -> new QueryParameters(Map.of("limit", List.of("1")), Set.of()))
                .hasMessage("Parameter 'limit' is unknown; this request has no parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "crm\n", "a\u0085b"})
    void takesNoControlCharacters(String value) {
        QueryParameters given = new QueryParameters(Map.of("folder", List.of(value)), Set.of("folder"));

        assertThatThrownBy(() -> given.text("folder"))
                .hasMessage("Parameter 'folder' must not contain control characters, such as line breaks and %00");
    }

    @Test
    void asksTheLedgerForNoReferenceWithControlCharacters() {
        MessagesApi api =
                new MessagesApi(new TestLedger(Clock.systemUTC()).ledger(), new PhoneNumbers("IT", false), entry -> {});
        DefaultExchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader("idOrReference", "a\0");

        assertThatThrownBy(() -> api.show(exchange)).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(
                        e.problem().status())
                .isEqualTo(400));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            to=12                       | to          | must be a phone number
            to=%2B39333000000x          | to          | must be a phone number
            batch=12                    | batch       | must be the id of a batch, 26 characters
            q=a+b+c+d+e+f               | q           | must be at most 5 words of 60 characters
            source=jms&application=http | application | must not be given together with 'source'
            until=yesterday             | until       | must be an ISO-8601 date and time
            """)
    void saysWhatIsWrongWithASearch(String query, String field, String rule) {
        HttpProblem problem = catchThrowableOfType(ProblemException.class, () -> filter(query))
                .problem();

        assertThat(problem.field()).isEqualTo(field);
        assertThat(problem.rule()).startsWith(rule);
        assertThat(problem.detail()).doesNotContain("333000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"to=%2B39+333+0000001", "to=+393330000001", "to=0039-333.0000001", "to=333%200000001"})
    void readsANumberHoweverItIsWritten(String query) {
        assertThat(filter(query).to()).isEqualTo("+393330000001");
    }

    @Test
    void readsEveryParameter() {
        assertThat(filter("application=jms&tag=spring&q=no+credit&until=2026-11-22T10:00:00Z&state=DEAD"))
                .satisfies(filter -> {
                    assertThat(filter.source()).isEqualTo("jms");
                    assertThat(filter.tag()).isEqualTo("spring");
                    assertThat(filter.words()).containsExactly("no", "credit");
                    assertThat(filter.until()).isEqualTo("2026-11-22T10:00:00Z");
                    assertThat(filter.state()).isEqualTo(State.DEAD);
                });
    }

    private static MessageFilter filter(String query) {
        return new MessageParameters(new PhoneNumbers("IT", false))
                .filter(
                        new QueryParameters(
                                new QueryStringDecoder(query, false).parameters(), Set.of(MessageParameters.NAMES)),
                        "",
                        100);
    }

    @Test
    void takesAParameterOnce() {
        assertThatThrownBy(() -> readAll(Map.of("limit", List.of("1", "2"))))
                .hasMessage("Parameter 'limit' must be given once");
    }

    private static void readAll(Map<String, List<String>> values) {
        QueryParameters given = new QueryParameters(values, Set.of("state", "since", "before", "limit"));
        given.oneOf("state", State.class);
        given.instant("since");
        given.id("before", "a message");
        given.number("limit", 1000, 100);
    }
}
