package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.staffetta.account.Account;
import io.staffetta.config.accounts.AccountsFile;
import io.staffetta.provider.DeliveryReport.State;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.provider.table.ProviderWires;
import io.staffetta.provider.table.Samples;
import io.staffetta.provider.wire.DeliveryReports;
import io.staffetta.sandbox.ProviderSandbox;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions about messages, through the shipped routes, to the real sandbox and to providers that fail. */
class ReportRoutesRouteTest {

    private static final Map<String, String> PATHS = Map.of(
            "messagenet", "/messagenet/api/send_sms/",
            "kpnqwest", "/kpnqwest/sms",
            "plus", "/plus/pmf",
            "tim-sms-professional", "/tim/ssc2-api/rest/send/sms/msisdn/static/immediate/single",
            "tim-easyapi", "/tim/easyapi/sms/v1/mt");

    private static ProviderSandbox sandbox;
    private static Routes routes;
    private static DeliveryReports reports;

    @BeforeAll
    static void start() {
        sandbox = ProviderSandbox.start("127.0.0.1", 0);
        routes = new Routes(5000, 10_000);
        reports = routes.context().getRegistry().lookupByNameAndType("deliveryReports", DeliveryReports.class);
    }

    @AfterAll
    static void stop() {
        routes.close();
        sandbox.close();
    }

    @BeforeEach
    void clear() {
        sandbox.clear();
        sandbox.clearScript();
    }

    private static Account account(String wire, String url, Map<String, String> otherFields) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "username", "demo", "password", "demo-password", "userUuid", "demo-uuid", "token", "demo-token"));
        fields.putAll(Map.of("alias", "ACME", "accessVia", "UUID"));
        fields.putAll(otherFields);
        return Samples.account(wire, url, fields, 4);
    }

    private static Account account(String wire) {
        return account(wire, sandbox.url() + PATHS.get(wire), Map.of());
    }

    private static String accepted(String wire, String to) {
        return routes.reference(new Submission("01M", account(wire), to, "ciao", "ACME", 1));
    }

    private static DeliveryReport ask(String wire, String id, String to) {
        return reports.ask(account(wire), id, to).orElseThrow();
    }

    private static ReportUnavailableException unavailable(Account account) {
        return catchThrowableOfType(ReportUnavailableException.class, () -> reports.ask(account, "7", Samples.TO));
    }

    @ParameterizedTest(name = "{0} to …{1} is {2}")
    @CsvSource({
        "messagenet, 001, DELIVERED",
        "messagenet, 605, PENDING",
        "messagenet, 610, UNDELIVERED",
        "messagenet, 620, PENDING",
        "messagenet, 630, UNREADABLE",
        "tim-sms-professional, 001, DELIVERED",
        "tim-sms-professional, 605, PENDING",
        "tim-sms-professional, 610, UNDELIVERED",
        "tim-sms-professional, 620, PENDING",
        "tim-sms-professional, 630, UNREADABLE",
    })
    void tellsWhatBecameOfAnAcceptedMessage(String wire, String digits, State state) {
        Instant before = Instant.now();
        String to = "+393330000" + digits;

        DeliveryReport report = ask(wire, accepted(wire, to), to);

        assertThat(report.state()).isEqualTo(state);
        assertThat(report.detail()).startsWith(Samples.descriptor(wire).title()).doesNotContain("3330000", "demo-");
        assertThat(report.at()).isBetween(before.minusSeconds(1), Instant.now());
        assertThat(sandbox.counts().asked()).isEqualTo(1);
        assertThat(sandbox.counts().requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"messagenet", "tim-sms-professional"})
    void seesAMessageBecomeDelivered(String wire) {
        String id = accepted(wire, "+393330000605");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> ask(wire, id, "+393330000605").state() == State.DELIVERED);

        DeliveryReport report = ask(wire, id, "+393330000605");
        Instant taken = sandbox.received().get(0).at();
        assertThat(report.at()).isBetween(taken.plusSeconds(4), taken.plusSeconds(6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"messagenet", "tim-sms-professional"})
    void findsOutWhatBecameOfAMessageOfUnknownOutcome(String wire) {
        Submission submission = new Submission("01M", account(wire), "+393330000446", "ciao", "ACME", 1);

        UnknownOutcomeException unknown = (UnknownOutcomeException) routes.failure(submission);

        assertThat(unknown).hasMessageStartingWith("the connection was closed in the middle of the answer; ");
        assertThat(unknown.unknown().progress().orElseThrow().statusLine()).isEqualTo("HTTP/1.1 200 OK");
        assertThat(unknown.outcome().providerMessageId())
                .isEqualTo(sandbox.received().get(0).reference());
        assertThat(ask(wire, unknown.outcome().providerMessageId(), "+393330000446")
                        .state())
                .isEqualTo(State.DELIVERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kpnqwest", "plus", "tim-easyapi"})
    void doesNotKnowTheIdWhereTheProviderCannotBeAskedAnyway(String wire) {
        Submission submission = new Submission("01M", account(wire), "+393330000446", "ciao", "ACME", 1);

        UnknownOutcomeException unknown = (UnknownOutcomeException) routes.failure(submission);

        assertThat(unknown).hasMessageStartingWith("the connection was closed in the middle of the answer; ");
        assertThat(unknown.outcome().providerMessageId()).isEmpty();
        assertThat(sandbox.received()).hasSize(1);
        assertThat(reports.offered(account(wire))).isFalse();
        assertThat(reports.ask(account(wire), "7", Samples.TO)).isEmpty();
    }

    @Test
    void asksNothingWithoutAnId() {
        assertThat(reports.ask(account("messagenet"), "", Samples.TO)).isEmpty();
        assertThat(sandbox.counts().asked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"messagenet", "tim-sms-professional"})
    void learnsNothingAboutAMessageThatTheProviderDoesNotKnow(String wire) {
        assertThat(ask(wire, "999999", Samples.TO).state()).isEqualTo(State.UNREADABLE);
    }

    @Test
    void asksLaterWhenTheProviderFails() {
        String id = accepted("messagenet", "+393330000650");

        assertThat(catchThrowableOfType(
                        ReportUnavailableException.class,
                        () -> reports.ask(account("messagenet"), id, "+393330000650")))
                .hasMessageStartingWith("no delivery report: Messagenet answered HTTP 500: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"messagenet", "tim-sms-professional"})
    void asksLaterWhenTheLoginIsRefused(String wire) {
        Account wrong = account(wire, sandbox.url() + PATHS.get(wire), Map.of("password", "wrong-password"));

        assertThat(unavailable(wrong))
                .hasMessageStartingWith(
                        "no delivery report: " + Samples.descriptor(wire).title() + " answered HTTP 40")
                .message()
                .doesNotContain("wrong-password");
    }

    @ParameterizedTest
    @CsvSource({"messagenet, report-messagenet", "tim-sms-professional, report-tim-sms-professional"})
    void asksLaterWhenTheProviderIsBusy(String wire, String sandboxName) {
        sandbox.script(Step.of(Behaviour.BUSY).forProvider(sandboxName));

        assertThat(unavailable(account(wire)).retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void asksLaterWhenNobodyAnswers() throws Exception {
        String url;
        try (ScriptedProvider provider = new ScriptedProvider((request, connection) -> false)) {
            url = provider.url("/api/send_sms/");

            assertThat(unavailable(account("messagenet", url, Map.of())))
                    .hasMessageStartingWith(
                            "no delivery report: the connection was closed after the request was written");
        }
        assertThat(unavailable(account("messagenet", url, Map.of())))
                .hasMessageStartingWith("no delivery report: cannot connect to localhost:");
    }

    @Test
    void asksLaterWhenItIsNotKnownWhere() {
        assertThat(unavailable(account("tim-sms-professional", "https://proxy.example/", Map.of())))
                .hasMessageStartingWith("no delivery report: Account 'tim-sms-professional-1' has a url of its own")
                .hasMessageEndingWith("give reportUrl");
    }

    @Test
    void asksWithTheDemoAccountAsItShips() {
        Account demo = AccountsFile.read(
                        Path.of("config/sandbox/accounts.yaml"), Samples.DESCRIPTORS, Map.of("sandbox", sandbox.url()))
                .byId()
                .get("messagenet");
        String id = routes.reference(new Submission("01M", demo, "+393330000610", "ciao", "ACME", 1));

        assertThat(reports.ask(demo, id, "+393330000610").orElseThrow().state()).isEqualTo(State.UNDELIVERED);
    }

    @Test
    void saysWhichRouteIsMissing(@TempDir Path folder) throws Exception {
        String shipped = Files.readString(Path.of("config/providers/messagenet.yaml"));
        Files.writeString(
                folder.resolve("kpnqwest.yaml"), shipped.replace("provider: messagenet", "provider: kpnqwest"));
        ProviderWires wires = new ProviderWires(ProviderDescriptors.load(folder).all());

        DeliveryReports withoutRoute = new DeliveryReports(routes.context(), wires);

        assertThatThrownBy(() -> withoutRoute.ask(account("kpnqwest"), "7", Samples.TO))
                .isInstanceOf(ReportUnavailableException.class)
                .hasMessage("no delivery report: there is no route report-kpnqwest, which a provider file with 'report'"
                        + " needs");
    }

    @Test
    void putsCredentialsInTheBodyAndNothingElseOnTheWire() throws Exception {
        try (ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.answers(200, "?"))) {
            Account account = account("messagenet", provider.url("/api/send_sms/"), Map.of());

            assertThat(reports.ask(account, "7", Samples.TO).orElseThrow().state())
                    .isEqualTo(State.UNREADABLE);

            ScriptedProvider.Request request = provider.requests.get(0);
            assertThat(request.head())
                    .startsWith("POST /api/check_sms/ HTTP/1.1\r\n")
                    .doesNotContain("demo");
            assertThat(request.body())
                    .isEqualTo("auth_userid=demo&auth_password=demo-password&message_id=7&format=json");
        }
    }

    @Test
    void takesNoConnectionFromSubmissions() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (ScriptedProvider provider = new ScriptedProvider((request, connection) -> {
            if (request.path().contains("check_sms")) {
                asked.countDown();
                enough.await();
                connection.getOutputStream().write(ScriptedProvider.response(200, "?"));
                return true;
            }
            connection.getOutputStream().write(ScriptedProvider.response(200, """
                    {"status":{"code":0},"sent":[{"message_id":7}]}"""));
            return true;
        })) {
            Account account = Samples.account("messagenet", provider.url("/api/send_sms/"), Map.of(), 1);
            Future<?> question = threads.submit(() -> reports.ask(account, "7", Samples.TO));
            asked.await();

            assertThat(routes.reference(Samples.submission(account))).isEqualTo("7");

            enough.countDown();
            question.get();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void answersManyThreadsEachItsOwn() throws Exception {
        String delivered = accepted("messagenet", "+393330000001");
        String undelivered = accepted("messagenet", "+393330000610");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Boolean>> all = threads.invokeAll(Collections.nCopies(
                100,
                () -> ask("messagenet", delivered, "+393330000001").state() == State.DELIVERED
                        && ask("messagenet", undelivered, "+393330000610").state() == State.UNDELIVERED));
        threads.shutdown();

        for (Future<Boolean> one : all) {
            assertThat(one.get()).isTrue();
        }
        assertThat(sandbox.counts().asked()).isEqualTo(200);
    }
}
