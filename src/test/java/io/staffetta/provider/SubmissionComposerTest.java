package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.account.Account;
import io.staffetta.account.Limits;
import io.staffetta.account.UnknownOutcome;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import io.staffetta.message.UnsupportedCharacters;
import io.staffetta.provider.ProviderDescriptor.TextRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubmissionComposerTest {

    private final SubmissionComposer composer = new SubmissionComposer();

    @Test
    void composesWhatTheProviderNeeds() {
        Account account = account(UnsupportedCharacters.TRANSLITERATE, "Acme");

        assertThat(composer.compose(message("ciao", "Asked"), account, descriptor("senderName", false, 160)))
                .isEqualTo(new Submission("01ARYZ6S41TSV4RRFFQ69G5FAV", account, "+393330000001", "ciao", "Asked", 1));
    }

    @Test
    void takesTheAccountsSenderWhereTheMessageAsksForNone() {
        assertThat(sender("", "Acme", "senderName")).isEqualTo("Acme");
    }

    @Test
    void leavesTheSenderToTheProviderWhereNobodyNamesOne() {
        assertThat(sender("", "", "senderName")).isEmpty();
    }

    @Test
    void ignoresTheSenderWhereTheProviderSetsIt() {
        assertThat(sender("far too long a sender", "Acme", "")).isEmpty();
    }

    @Test
    void saysWhoseSenderIsWrong() {
        assertThatThrownBy(() -> sender("TwelveLetter", "Acme", "senderName"))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageStartingWith("Field 'sender' must be a name of 1 to 11 characters");
        assertThatThrownBy(() -> sender("", "TwelveLetter", "senderName"))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageStartingWith("Field 'senderName' must be a name of 1 to 11 characters");
    }

    @Test
    void fitsTheTextToProviderAndAccount() {
        Account replaces = account(UnsupportedCharacters.TRANSLITERATE, "");
        Account refuses = account(UnsupportedCharacters.REFUSE, "");
        SmsMessage message = message("…".repeat(54), "");

        assertThat(composer.compose(message, replaces, descriptor("", false, 1530)))
                .extracting(Submission::text, Submission::segments)
                .containsExactly(".".repeat(162), 2);
        assertThat(composer.compose(message, refuses, descriptor("", true, 0)))
                .extracting(Submission::text, Submission::segments)
                .containsExactly(message.text(), 1);
        assertThatThrownBy(() -> composer.compose(message, replaces, descriptor("", false, 160)))
                .hasMessage("Field 'text' must be at most 160 septets of GSM 03.38, but is 162");
        assertThatThrownBy(() -> composer.compose(message, refuses, descriptor("", false, 1530)))
                .hasMessageContaining("54 others, first U+2026");
    }

    @Test
    void sendsAnAlarmWithAnEmojiWhereTheAccountReplaces() {
        Account replaces = account(UnsupportedCharacters.REPLACE, "");
        Account transliterates = account(UnsupportedCharacters.TRANSLITERATE, "");
        SmsMessage message = message("\ud83d\udd25 Allarme: −18 °C", "");

        assertThat(composer.compose(message, replaces, descriptor("", false, 1530)))
                .extracting(Submission::text, Submission::replaced)
                .containsExactly("? Allarme: -18 C", 1);
        assertThat(composer.compose(message, replaces, descriptor("", true, 1530)))
                .extracting(Submission::text, Submission::replaced)
                .containsExactly(message.text(), 0);
        assertThatThrownBy(() -> composer.compose(message, transliterates, descriptor("", false, 1530)))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageEndingWith("1 cannot be sent, first U+1F525");
    }

    private String sender(String asked, String ofAccount, String senderField) {
        Account account = account(UnsupportedCharacters.REFUSE, ofAccount);
        return composer.compose(message("ciao", asked), account, descriptor(senderField, false, 0))
                .sender();
    }

    private static SmsMessage message(String text, String sender) {
        return new SmsMessage(
                "01ARYZ6S41TSV4RRFFQ69G5FAV",
                "+393330000001",
                text,
                "",
                sender,
                "",
                Priority.NORMAL,
                "jms",
                Instant.MAX,
                Instant.EPOCH,
                false,
                "");
    }

    private static Account account(UnsupportedCharacters policy, String senderName) {
        Map<String, String> fields = senderName.isEmpty() ? Map.of() : Map.of("senderName", senderName);
        return new Account(
                "main",
                "acme",
                "acme",
                "",
                true,
                fields,
                "",
                Limits.DEFAULT,
                Duration.ofDays(1),
                List.of(),
                policy,
                UnknownOutcome.DEAD_LETTER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ProviderDescriptor descriptor(String senderField, boolean unicode, int maxLength) {
        TextRules text = new TextRules(unicode, maxLength);
        return new ProviderDescriptor(
                "acme",
                "acme",
                "",
                true,
                "Acme",
                "",
                "",
                "assumed",
                "",
                "",
                null,
                text,
                senderField,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
