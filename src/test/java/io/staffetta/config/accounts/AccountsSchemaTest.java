package io.staffetta.config.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** To write the file anew: {@code mvn test -Dtest=AccountsSchemaTest -Dstaffetta.regenerate=true}. */
class AccountsSchemaTest {

    private static final Path FILE = Path.of("config/accounts.schema.json");
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(AccountsSchema.of(AccountsText.PROVIDERS));

    @Test
    void equalsTheFileThatShips() throws Exception {
        String generated = JSON.writeValueAsString(AccountsSchema.of(AccountsText.PROVIDERS)) + "\n";
        if (Boolean.getBoolean("staffetta.regenerate")) {
            Files.writeString(FILE, generated);
        }

        assertThat(Files.readString(FILE))
                .as("%s; if the change is meant, run this test with -Dstaffetta.regenerate=true", FILE)
                .isEqualTo(generated);
    }

    @Test
    void acceptsTheSandboxAndTheExamples() throws Exception {
        assertThat(violations(Files.readString(Path.of("config/sandbox/accounts.yaml"))))
                .isEmpty();
        assertThat(violations(ShippedAccountsTest.examples())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username: 0123",
                "username: '{{env:USER}}', enabled: '{{env:ON}}'",
                "username: u, limits: {perSecond: 0.5, concurrency: '{{env:N}}'}",
                "username: u, failover: backup",
                "username: u, reportUrl: 'https://sms.example/check_sms/'",
                "username: u, failover: [backup]",
                "username: u, url: '{{sandbox}}/x', unsupported-characters: refuse, validity: PT1H",
                "username: u, unknown-outcome: redeliver",
                "username: u, price: {segment: '0.045'}, package: {segments: 10000, from: '2026-11-01'}",
                "username: u, price: {segment: 0.05, currency: USD}",
                "username: u, quiet-hours: {from: '22:00', to: '08:00'}",
                "username: u, quiet-hours: {from: '13:00', to: '15:30', zone: Europe/London}"
            })
    void acceptsWhatTheGatewayAccepts(String fields) {
        assertThat(violations(account("provider: messagenet, description: M, password: p, " + fields)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "description: D, username: u, password: p",
                "provider: messagnet, description: D, username: u, password: p",
                "provider: messagenet, description: D, username: u",
                "provider: messagenet, username: u, password: p",
                "provider: messagenet, description: D, username: u, password: ''",
                "provider: messagenet, description: D, username: u, password: null",
                "provider: messagenet, description: D, username: u, password: p, adminEmail: a",
                "provider: messagenet, description: D, username: u, password: p, api: consip",
                "provider: messagenet, description: D, username: u, password: p, enabled: perhaps",
                "provider: messagenet, description: D, username: u, password: p, limits: {concurrency: 0}",
                "provider: messagenet, description: D, username: u, password: p, limits: {rate: 1}",
                "provider: messagenet, description: D, username: u, password: p, validity: 24h",
                "provider: messagenet, description: D, username: u, password: p, url: 'ftp://x'",
                "provider: plus, description: D, username: u, password: p, accessVia: uuid",
                "provider: plus, description: D, username: u, password: p, pmfUrl: pmf.example",
                "provider: messagenet, description: D, username: u, password: p, reportUrl: sms.example",
                "provider: tim, description: D, username: u, password: p, token: t",
                "provider: tim, api: sms-professional, description: D, username: u, password: p",
                "provider: tim, api: other, description: D, username: u, password: p"
            })
    void refusesWhatTheGatewayRefuses(String fields) {
        assertThat(violations(account(fields))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{when: {}, account: main}",
                "{account: main}",
                "{when: {sender: A}}",
                "{when: {recipient-prefix: '0039'}, account: main}",
                "{when: {source: [jms, fax]}, account: main}",
                "{when: {priority: urgent}, account: main}",
                "{when: {other: x}, account: main}"
            })
    void refusesRulesThatTheGatewayRefuses(String rule) {
        String account = account("provider: messagenet, description: D, username: u, password: p");

        assertThat(violations(account)).isEmpty();
        assertThat(violations(account + "rules: [" + rule + "]\n")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"default: main", "accounts: {}", "default: main\naccounts: {Main: {}}", "[]"})
    void refusesAFileWithoutUsableParts(String yaml) {
        assertThat(violations(yaml)).isNotEmpty();
    }

    private static String account(String fields) {
        return "default: main\naccounts:\n  main: {" + fields + "}\n";
    }

    private static List<String> violations(String yaml) {
        Object content = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return SCHEMA.validate(JSON.<JsonNode>valueToTree(content)).stream()
                .map(Object::toString)
                .toList();
    }
}
