package io.staffetta.config.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleParserTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {account: main}                                        | 'rules.when': missing; give at least one of recipient-prefix, sender, source, priority
            {when: {}, account: main}                              | 'rules.when': has no condition; give at least one of recipient-prefix, sender, source, priority
            {when: {sender: A}}                                    | 'rules.account': missing; name one of main
            {when: {sender: A}, account: mian}                     | 'rules.account': no account 'mian'; configured: main (did you mean 'main'?)
            {when: {sender: A}, account: main, then: x}            | 'rules.then': unknown field; a rule has when, account (did you mean 'when'?)
            {when: {prefix: "+4"}, account: main}                  | 'rules.when.prefix': unknown field; a rule can ask for recipient-prefix, sender, source, priority
            {when: {recipient-prefix: "0039"}, account: main}      | 'rules.when.recipient-prefix': is not international; must be + and 1 to 15 digits, such as "+39"
            {when: {source: [jms, htpp]}, account: main}           | 'rules.when.source': is 'htpp'; must be one of jms, http, webapi, batch (did you mean 'http'?)
            {when: {priority: urgent}, account: main}              | 'rules.when.priority': is 'urgent'; must be one of high, normal, bulk
            {when: {sender: }, account: main}                      | 'rules.when.sender': empty; leave it out, or give it a value
            main                                                   | 'rules': is a single value; must be fields with their values, one 'name: value' each
            """)
    void saysWhatIsWrongWithARuleAndWhatWouldBeRight(String rule, String problem) {
        String yaml = AccountsText.withLine("enabled: true") + "rules:\n  - " + rule + "\n";

        assertThat(new AccountsText(folder).problems(yaml)).containsExactly("accounts.yaml:10: field " + problem);
    }
}
