package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
                .with("staffetta.reports.delays", "1s")
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
        String manual = Files.readString(Path.of("src/docs/operations.md"));

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
                    .isEqualTo(1);
        });
        assertThat(
                        value(
                                "staffetta_attempts_total{account=\"messagenet\",outcome=\"ACCEPTED\",provider=\"messagenet\",status=\"none\"}"))
                .isEqualTo(1);
        assertThat(value("staffetta_message_time_seconds_count{priority=\"high\"}"))
                .isEqualTo(1);
        assertThat(scrape()).doesNotContain("3330000");
    }
}
