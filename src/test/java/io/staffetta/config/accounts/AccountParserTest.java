package io.staffetta.config.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountParserTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            enabled: yes                | 'enabled': is 'yes'; must be true or false
            limits: {perSecond: -1}     | 'limits.perSecond': is '-1'; must be a number from 0 to 10000
            limits: {perSecond: fast}   | 'limits.perSecond': is 'fast'; must be a number from 0 to 10000
            limits: {concurrency: 0}    | 'limits.concurrency': is '0'; must be a whole number from 1 to 1000
            limits: {concurrency: 1.5}  | 'limits.concurrency': is '1.5'; must be a whole number from 1 to 1000
            limits: {persecond: 1}      | 'limits.persecond': unknown field; limits has perSecond, concurrency (did you mean 'perSecond'?)
            limits: 5                   | 'limits': is a single value; must be fields with their values, one 'name: value' each
            validity: 24h               | 'validity': is '24h'; must be an ISO-8601 duration from one second to 30 days, such as PT24H or P2D
            validity: PT0S              | 'validity': is 'PT0S'; must be an ISO-8601 duration from one second to 30 days, such as PT24H or P2D
            validity: P31D              | 'validity': is 'P31D'; must be an ISO-8601 duration from one second to 30 days, such as PT24H or P2D
            failover: [main]            | 'failover': names the account itself; there is no other account: leave it out
            failover: other             | 'failover': no account 'other'; there is no other account: leave it out
            failover: [""]              | 'failover': empty; leave it out, or give it a value
            quiet-hours: 22 | 'quiet-hours': is a single value; must be fields with their values, one 'name: value' each
            price: 0.05 | 'price': is a single value; must be fields with their values, one 'name: value' each
            price: {segment: "0,05"} | 'price.segment': is '0,05'; must be an amount with at most six decimals, such as "0.045"
            price: {segment: -1} | 'price.segment': is '-1'; must be an amount with at most six decimals, such as "0.045"
            price: {segment: 1, currency: euro} | 'price.currency': is 'euro'; must be a currency such as EUR
            price: {sgement: 1, segment: 1} | 'price.sgement': unknown field; price has segment, currency (did you mean 'segment'?)
            package: {segments: 0, from: 2026-11-01} | 'package.segments': is '0'; must be a whole number from 1 to 999999999
            package: {segments: 9, from: November} | 'package.from': is 'November'; must be a day such as 2026-11-01
            unknown-outcome: retry | 'unknown-outcome': is 'retry'; must be dead-letter or redeliver
            unsupported-characters: drop | 'unsupported-characters': is 'drop'; must be transliterate or refuse or replace
            senderName: [ACME]          | 'senderName': is a list; must be a single value; if it is to begin with {{, put it in double quotes: "{{env:NAME}}"
            senderName: {{env:X}}       | 'senderName': is a mapping; must be a single value; if it is to begin with {{, put it in double quotes: "{{env:NAME}}"
            senderName: "{{env:NONE}}"  | 'senderName': environment variable 'NONE' is not set; set it where the gateway is started
            url: http://sms.example/    | 'url': credentials would travel in clear; must begin with https:// unless it is on this machine
            reportUrl: http://sms.example/ | 'reportUrl': credentials would travel in clear; must begin with https:// unless it is on this machine
            """)
    void saysWhatIsWrongWithAFieldAndWhatWouldBeRight(String line, String problem) {
        assertThat(new AccountsText(folder).problems(AccountsText.withLine(line)))
                .containsExactly("accounts.yaml:6: account 'main', field " + problem);
    }

    @Test
    void refusesToFailOverToTheSameAccountTwice() {
        String yaml = AccountsText.withLine("failover: [backup, backup]")
                + "  backup: {provider: tim, description: B, username: u, password: p}\n";

        assertThat(new AccountsText(folder).problems(yaml))
                .containsExactly("accounts.yaml:6: account 'main', field 'failover': names 'backup' twice; configured"
                        + " besides this one: backup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123", "12e4", "0x1F", "1_000", "true", "2026-01-01", "\"null\"", "' a '", "a#b"})
    void takesAValueAsItIsWritten(String written) {
        String yaml = AccountsText.withLine("enabled: true").replace("password: p", "password: " + written);

        assertThat(new AccountsText(folder).read(yaml).byId().get("main").field("password"))
                .isEqualTo(written.replaceAll("^[\"']|[\"']$", ""));
    }

    @Test
    void readsADescriptionOfSeveralLinesAsOne() {
        String yaml = AccountsText.withLine("senderName: x").replace("description: Main", "description: \"a\\n  b \"");

        assertThat(new AccountsText(folder).read(yaml).byId().get("main").description())
                .isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "~", "\"\"", "\"{{env:EMPTY}}\""})
    void missesARequiredFieldThatIsThereButEmpty(String written) {
        String yaml = AccountsText.withLine("enabled: true").replace("password: p", "password: " + written);

        assertThat(new AccountsText(folder).problems(yaml))
                .singleElement()
                .asString()
                .startsWith("accounts.yaml:8: account 'main', field 'password': empty; messagenet needs it");
    }

    @Test
    void missesWhatEveryAccountNeeds() {
        assertThat(new AccountsText(folder).problems("default: a\naccounts:\n  a: {enabled: true}\n"))
                .containsExactly(
                        "accounts.yaml:3: account 'a', field 'provider': missing; must be one of kpnqwest, messagenet,"
                                + " plus, tim",
                        "accounts.yaml:3: account 'a', field 'description': missing; give a few words by which people"
                                + " know the account");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "'', tim-consip",
        "api: consip, tim-consip",
        "'api: sms-professional, token: t', tim-sms-professional",
        "api: easyapi, tim-easyapi"
    })
    void choosesTheWireByApi(String fields, String wire) {
        assertThat(new AccountsText(folder).read(tim(fields)).byId().get("main").wire())
                .isEqualTo(wire);
    }

    @Test
    void namesTheApisThatThereAre() {
        assertThat(new AccountsText(folder).problems(tim("api: easy-api")))
                .containsExactly("accounts.yaml:3: account 'main', field 'api': unknown api 'easy-api'; tim has consip,"
                        + " easyapi, sms-professional (did you mean 'easyapi'?)");
        assertThat(new AccountsText(folder).problems(AccountsText.withLine("api: consip")))
                .singleElement()
                .asString()
                .startsWith("accounts.yaml:6: account 'main', field 'api': unknown field; messagenet has");
    }

    @Test
    void saysWhichApiAFieldIsFor() {
        assertThat(new AccountsText(folder).problems(tim("token: t")))
                .singleElement()
                .asString()
                .startsWith("accounts.yaml:3: account 'main', field 'token': unknown field; tim with api consip has")
                .endsWith("; 'token' is for api sms-professional");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                            | ''
            pmfUrl: https://pmf.example/a                                 | https://pmf.example/a
            pmfUrl: https://pmf.example/a, url: https://pmf.example/b     | https://pmf.example/b
            pmfUrl: "{{sandbox}}/plus/pmf"                                | http://127.0.0.1:8090/plus/pmf
            """)
    void takesTheAddressFromUrlElseFromTheProvidersOwnField(String fields, String url) {
        assertThat(new AccountsText(folder)
                        .read(plus(fields))
                        .byId()
                        .get("main")
                        .url())
                .isEqualTo(url);
    }

    @Test
    void takesTheProvidersAddressWhereTheAccountGivesNone() {
        assertThat(new AccountsText(folder)
                        .read(AccountsText.withLine("enabled: true"))
                        .byId()
                        .get("main")
                        .url())
                .isEqualTo("https://api.messagenet.com/api/send_sms/");
    }

    @Test
    void checksTheProvidersOwnFieldsToo() {
        assertThat(new AccountsText(folder).problems(plus("pmfUrl: http://pmf.example/, accessVia: uuid")))
                .containsExactly(
                        "accounts.yaml:3: account 'main', field 'accessVia': is 'uuid'; must be UUID or USERNAME"
                                + " (did you mean 'UUID'?)",
                        "accounts.yaml:3: account 'main', field 'pmfUrl': credentials would travel in clear; must begin"
                                + " with https:// unless it is on this machine");
    }

    @Test
    void refusesASecretFileOfTwoLinesWithoutShowingIt() throws Exception {
        Files.writeString(folder.resolve("secret"), "s3cret\nmore\n");
        String yaml = AccountsText.withLine("enabled: true").replace("password: p", "password: '{{file:secret}}'");

        assertThat(new AccountsText(folder).problems(yaml))
                .containsExactly("accounts.yaml:8: account 'main', field 'password': holds a line break or another"
                        + " control character; must be one line; one newline at the end of a {{file:…}} is left out");
    }

    private static String tim(String fields) {
        return "default: main\naccounts:\n  main: {provider: tim, description: T, username: u, password: p, " + fields
                + "}\n";
    }

    private static String plus(String fields) {
        return "default: main\naccounts:\n  main: {provider: plus, description: P, username: u, password: p, " + fields
                + "}\n";
    }
}
