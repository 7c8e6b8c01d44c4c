package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.FreePorts;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.Shell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators see of a running gateway, and what ships for their Prometheus and Grafana. */
class MonitoringIT {

    private static final Path RULES = Path.of("src/main/dist/prometheus/staffetta.rules.yml");
    private static final Path DASHBOARD = Path.of("src/main/dist/grafana/staffetta.json");
    private static final Pattern METRIC = Pattern.compile("\\b(?:staffetta|jvm|process)_\\w+");

    /** There only where the gateway has certificates. */
    private static final Set<String> NOT_ALWAYS = Set.of("staffetta_certificate_ends_seconds");

    private static final List<String> POSTED = new CopyOnWriteArrayList<>();

    private static RunningGateway gateway;
    private static HttpServer hook;

    @BeforeAll
    static void start() throws Exception {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/secret-path", call -> {
            POSTED.add(new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            call.sendResponseHeaders(
                    call.getRequestHeaders().getFirst("Authorization").equals("Bearer hook-token") ? 204 : 403, -1);
            call.close();
        });
        hook.start();
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
                .with("staffetta.reports.delays", "1s")
                .with("staffetta.alerts.dead-letters", "2")
                .with(
                        "staffetta.alerts.webhook.url",
                        "http://127.0.0.1:" + hook.getAddress().getPort() + "/secret-path")
                .with("staffetta.alerts.webhook.token", "hook-token")
                .with("staffetta.alerts.mail.to", "ada@example.com")
                .with("staffetta.alerts.mail.from", "gateway@example.com")
                .with("staffetta.alerts.mail.host", "127.0.0.1")
                .with("staffetta.alerts.mail.port", Integer.toString(FreePorts.next()))
                .with("staffetta.alerts.sms.to", "+393330000009")
                .with("staffetta.alerts.sms.account", "kpnqwest")
                .start();
        gateway.enqueue("Ciao", "to", "+393330000001", "priority", "high");
        gateway.enqueue("Ciao", "to", "+393330000400");
        gateway.enqueue("Ciao", "to", "+393330000429");
        gateway.enqueue(
                "Ciao", "to", "+393330000002", "sendAt", "2999-01-01T00:00:00Z", "validUntil", "2999-02-01T00:00:00Z");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        hook.stop(0);
    }

    private static String scrape() {
        return gateway.request(Addresses.MANAGEMENT, "GET", "/observe/metrics")
                .send()
                .body();
    }

    private static double value(String start) {
        return scrape().lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        for (Matcher found = METRIC.matcher(text); found.find(); ) {
            names.add(found.group());
        }
        return names;
    }

    @Test
    void ruleAndDashboardNameNoMetricThatIsNotThere() throws IOException {
        Set<String> named = names(String.join("\n", expressions()));
        named.removeAll(NOT_ALWAYS);
        assertThat(named).hasSizeGreaterThan(15);

        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> assertThat(names(scrape().lines()
                        .filter(line -> !line.startsWith("#"))
                        .reduce("", (all, line) -> all + line + "\n")))
                .containsAll(named));
    }

    @Test
    void theManualNamesEachMetricThatTheRulesAndTheDashboardName() throws IOException {
        String manual = Files.readString(Path.of("src/docs/monitoring.md"));

        assertThat(names(String.join("\n", expressions()))).allSatisfy(name -> assertThat(manual)
                .containsAnyOf(name, name.replaceAll("_bucket$", ""), name.replaceAll("_.*", "_*")));
    }

    private static List<String> expressions() throws IOException {
        List<String> found = new ArrayList<>();
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        dashboard.findValues("expr").forEach(expr -> found.add(expr.asText()));
        String rules = Files.readString(RULES);
        for (Matcher each =
                        Pattern.compile("(?s)expr: (.*?)\\n +(?:for|labels):").matcher(rules);
                each.find(); ) {
            found.add(each.group(1));
        }
        assertThat(found).hasSizeGreaterThan(20);
        return found;
    }

    @Test
    void promtoolFindsNothingWrongWithTheRules() {
        if (Shell.skipped(
                Shell.can("command -v promtool > /dev/null"),
                "promtool is not there (Debian: prometheus), so that it does not check " + RULES)) {
            return;
        }
        assertThat(Shell.can("promtool check rules \"$1\"", RULES.toString())).isTrue();
    }

    @Test
    void metricsTellWhatWaitsAndWhatIsDead() {
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> {
            assertThat(value("staffetta_waiting_messages{account=\"messagenet\",where=\"scheduled\"}"))
                    .isEqualTo(1);
            assertThat(value("staffetta_waiting_messages{account=\"messagenet\",where=\"retry\"}"))
                    .isEqualTo(1);
            assertThat(value("staffetta_waiting_messages{account=\"kpnqwest\",where=\"queue\"}"))
                    .isZero();
            assertThat(value("staffetta_dead_letters{account=\"messagenet\",reason=\"REFUSED\"}"))
                    .isEqualTo(1);
            assertThat(value("staffetta_broker_queue_messages{queue=\"sms.dead-letter\"}"))
                    .isPositive();
        });
        assertThat(
                        value(
                                "staffetta_attempts_total{account=\"messagenet\",outcome=\"ACCEPTED\",provider=\"messagenet\",status=\"none\"}"))
                .isEqualTo(1);
        // Alerts by SMS are of that priority, too.
        assertThat(value("staffetta_message_time_seconds_count{priority=\"high\"}"))
                .isPositive();
        assertThat(scrape()).doesNotContain("3330000");
    }

    private static RawHttp.Answer ask(String method, String path) {
        return gateway.request(Addresses.HTTP, method, path).send();
    }

    private static JsonNode receiver(JsonNode receivers, String name) {
        for (JsonNode receiver : receivers) {
            if (receiver.path("name").asText().equals(name)) {
                return receiver;
            }
        }
        throw new AssertionError("No receiver " + name + " in " + receivers);
    }

    @Test
    void aTestOfTheAlertsSaysWhomTheyReach() {
        RawHttp.Answer answer = ask("POST", "/v1/alerts/test");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode receivers = answer.json().path("receivers");
        assertThat(receiver(receivers, "webhook").path("told").asBoolean()).isTrue();
        assertThat(receiver(receivers, "sms").path("told").asBoolean()).isTrue();
        assertThat(receiver(receivers, "mail").path("told").asBoolean()).isFalse();
        assertThat(receiver(receivers, "mail").path("failure").asText()).isEqualTo("it takes no connections");
        assertThat(POSTED).anySatisfy(posted -> assertThat(posted).contains("\"test\":true"));
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(gateway.providers().received()).anySatisfy(received -> {
                    assertThat(received.to()).contains("3330000009");
                    assertThat(received.text()).contains("this is a test");
                }));
        JsonNode listed = ask("GET", "/v1/alerts").json();
        assertThat(listed.path("reachAnybody").asBoolean()).isTrue();
        assertThat(receiver(listed.path("receivers"), "webhook")
                        .path("lastToldAt")
                        .asText())
                .isNotEmpty();
        assertThat(receiver(listed.path("receivers"), "mail").path("failedAt").asText())
                .isNotEmpty();
        assertThat(listed.toString()).doesNotContain("secret-path", "hook-token", "3330000009");
        assertThat(value("staffetta_alerts_told_total{receiver=\"webhook\",told=\"true\"}"))
                .isPositive();
        assertThat(gateway.request(Addresses.MANAGEMENT, "GET", "/observe/health")
                        .send()
                        .body())
                .contains("webhook is told", "mail is not reached");
    }

    @Test
    void alertsArePostedAndListed() throws Exception {
        await().atMost(RunningGateway.LIMIT)
                .until(() -> value("staffetta_dead_letters{account=\"messagenet\",reason=\"REFUSED\"}") >= 1);
        gateway.enqueue("Ciao 2", "to", "+393330000400", "account", "kpnqwest");
        gateway.enqueue("Ciao 3", "to", "+393330000400", "account", "kpnqwest");

        await().atMost(RunningGateway.LIMIT.multipliedBy(2))
                .untilAsserted(() -> assertThat(POSTED).anySatisfy(posted -> assertThat(posted)
                        .contains("\"id\":\"dead-letters:all\"", "new dead letters within 10 minutes")));
        assertThat(ask("GET", "/v1/alerts").json().at("/alerts/0/state").asText())
                .isEqualTo("firing");
        assertThat(ask("GET", "/v1/alerts?nonsense=1").status()).isEqualTo(400);
        assertThat(String.join("", POSTED)).doesNotContain("3330000");
    }
}
