package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.Account;
import io.staffetta.message.Outcome;
import io.staffetta.provider.table.Samples;
import io.staffetta.sandbox.ProviderSandbox;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every wire and every behaviour of the sandbox, through the shipped routes. */
class SandboxRoutesRouteTest {

    private static final Map<String, String> PATHS = Map.of(
            "messagenet", "/messagenet/api/send_sms/",
            "kpnqwest", "/kpnqwest/sms",
            "plus", "/plus/pmf?wsdl",
            "tim-consip", "/tim/consip",
            "tim-sms-professional", "/tim/ssc2-api/rest/send/sms/msisdn/static/immediate/single",
            "tim-easyapi", "/tim/easyapi/sms/v1/mt");

    private static ProviderSandbox sandbox;
    private static Routes routes;

    @BeforeAll
    static void start() {
        sandbox = ProviderSandbox.start("127.0.0.1", 0);
        routes = new Routes(1000, 1000);
    }

    @AfterAll
    static void stop() {
        routes.close();
        sandbox.close();
    }

    @BeforeEach
    void clear() {
        sandbox.clear();
        sandbox.revokeTokens();
    }

    private static Submission submission(String wire, String to) {
        return submission(wire, to, Map.of());
    }

    private static Submission submission(String wire, String to, Map<String, String> otherFields) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "username", "demo",
                "password", "demo-password",
                "userUuid", "demo-uuid",
                "accessVia", "UUID",
                "token", "demo-token",
                "alias", "ACME",
                "contract", "C-1",
                "serviceCode", "BAS"));
        fields.putAll(otherFields);
        Account account = Samples.account(wire, sandbox.url() + PATHS.get(wire), fields, 4);
        return new Submission("01M", account, to, "Perché 5 € & <altro> + {x}?", "ACME", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"messagenet", "kpnqwest", "plus", "tim-consip", "tim-sms-professional", "tim-easyapi"})
    void submitsNumberTextAndSenderAsTheyAre(String wire) {
        String reference = routes.reference(submission(wire, "+393330000001"));

        assertThat(sandbox.received()).hasSize(1);
        assertThat(sandbox.received().get(0).to()).isEqualTo("+393330000001");
        assertThat(sandbox.received().get(0).text()).isEqualTo("Perché 5 € & <altro> + {x}?");
        assertThat(sandbox.received().get(0).reference()).isEqualTo(reference).isNotEmpty();
    }

    @ParameterizedTest(name = "{0} to …{1} is {2}")
    @CsvSource({
        "messagenet, 401, ACCOUNT_UNUSABLE",
        "messagenet, 402, ACCOUNT_UNUSABLE",
        "messagenet, 400, REFUSED",
        "messagenet, 403, REFUSED",
        "messagenet, 429, BUSY",
        "messagenet, 503, BUSY",
        "messagenet, 500, UNKNOWN",
        "messagenet, 299, UNKNOWN",
        "messagenet, 298, UNKNOWN",
        "messagenet, 444, UNKNOWN",
        "messagenet, 445, UNKNOWN",
        "messagenet, 446, UNKNOWN",
        "messagenet, 505, UNKNOWN",
        "messagenet, 605, ACCEPTED",
        "messagenet, 650, ACCEPTED",
        "messagenet, 103, REFUSED",
        "messagenet, 104, REFUSED",
        "messagenet, 106, REFUSED",
        "messagenet, 199, BUSY",
        "kpnqwest, 401, ACCOUNT_UNUSABLE",
        "kpnqwest, 402, ACCOUNT_UNUSABLE",
        "kpnqwest, 400, REFUSED",
        "kpnqwest, 429, BUSY",
        "kpnqwest, 503, BUSY",
        "kpnqwest, 500, UNKNOWN",
        "kpnqwest, 299, UNKNOWN",
        "kpnqwest, 298, UNKNOWN",
        "kpnqwest, 444, UNKNOWN",
        "plus, 401, ACCOUNT_UNUSABLE",
        "plus, 402, ACCOUNT_UNUSABLE",
        "plus, 400, REFUSED",
        "plus, 403, REFUSED",
        "plus, 429, BUSY",
        "plus, 503, BUSY",
        "plus, 500, UNKNOWN",
        "plus, 299, UNKNOWN",
        "plus, 298, UNKNOWN",
        "tim-consip, 401, ACCOUNT_UNUSABLE",
        "tim-consip, 402, ACCOUNT_UNUSABLE",
        "tim-consip, 400, REFUSED",
        "tim-consip, 429, BUSY",
        "tim-consip, 503, BUSY",
        "tim-consip, 500, UNKNOWN",
        "tim-consip, 299, UNKNOWN",
        "tim-sms-professional, 401, ACCOUNT_UNUSABLE",
        "tim-sms-professional, 402, ACCOUNT_UNUSABLE",
        "tim-sms-professional, 400, REFUSED",
        "tim-sms-professional, 403, REFUSED",
        "tim-sms-professional, 429, BUSY",
        "tim-sms-professional, 503, BUSY",
        "tim-sms-professional, 500, UNKNOWN",
        "tim-sms-professional, 299, UNKNOWN",
        "tim-easyapi, 401, ACCOUNT_UNUSABLE",
        "tim-easyapi, 402, ACCOUNT_UNUSABLE",
        "tim-easyapi, 400, REFUSED",
        "tim-easyapi, 403, REFUSED",
        "tim-easyapi, 429, BUSY",
        "tim-easyapi, 503, BUSY",
        "tim-easyapi, 500, UNKNOWN",
        "tim-easyapi, 444, UNKNOWN",
        "tim-easyapi, 299, UNKNOWN",
    })
    void tellsWhatEachAnswerMeans(String wire, String digits, Outcome.Kind outcome) {
        Exchange exchange = routes.submit(submission(wire, "+393330000" + digits));

        Outcome.Kind known = exchange.getException() instanceof SubmissionException failure
                ? failure.outcome().kind()
                : Outcome.Kind.ACCEPTED;
        assertThat(known).as(() -> String.valueOf(exchange.getException())).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"UUID, userUuid", "USERNAME, password"})
    void logsInToPlusEitherWay(String accessVia, String secret) {
        Map<String, String> right = Map.of("accessVia", accessVia);
        Map<String, String> wrong = Map.of("accessVia", accessVia, secret, "wrong");

        assertThat(routes.reference(submission("plus", "+393330000001", right))).isNotEmpty();
        assertThat(routes.failure(submission("plus", "+393330000001", wrong)))
                .isInstanceOf(AccountUnusableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"messagenet", "kpnqwest", "tim-consip", "tim-sms-professional", "tim-easyapi"})
    void findsTheAccountUnusableWhenThePasswordIsWrong(String wire) {
        assertThat(routes.failure(submission(wire, "+393330000001", Map.of("password", "wrong-password"))))
                .isInstanceOf(AccountUnusableException.class)
                .message()
                .doesNotContain("wrong-password");
        assertThat(sandbox.received()).isEmpty();
    }
}
