package io.staffetta.provider.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.staffetta.account.Account;
import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.AnswerFormat;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.RequestFormat;
import io.staffetta.provider.Submission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsTest {

    private static ProviderDescriptor descriptor(
            Map<String, String> request, Map<String, String> headers, Map<String, Map<String, List<String>>> onlyWhen) {
        return new ProviderDescriptor(
                "acme",
                "acme",
                "",
                true,
                "Acme",
                "",
                "",
                "assumed",
                "https://acme.example/",
                "",
                List.of(
                        new ProviderDescriptor.AccountField("mode", false, false, List.of(), "", "", null, null, null),
                        new ProviderDescriptor.AccountField("key", false, true, List.of(), "", "", null, null, null)),
                new ProviderDescriptor.TextRules(false, 160),
                "",
                RequestFormat.FORM,
                request,
                headers,
                onlyWhen,
                null,
                null,
                null,
                AnswerFormat.TEXT,
                "",
                null,
                null,
                List.of(),
                null);
    }

    private static Submission submission(Map<String, String> fields) {
        Account any = Samples.account("kpnqwest", "https://acme.example/", fields, 1);
        return new Submission("01M", any, Samples.TO, "ciao {to} {account.key}", "", 1);
    }

    @Test
    void fillsEveryPlaceholderInTheOrderOfTheFile() {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("z", "{to}");
        request.put("y", "tel:{toDigits}!");
        request.put("x", "{text}");
        request.put("w", "{id}/{account.key}/k1");
        request.put("v", "as it is");

        Map<String, String> fields =
                new RequestFields(descriptor(request, Map.of(), Map.of())).of(submission(Map.of("key", "s3cret")));

        assertThat(fields)
                .containsExactly(
                        entry("z", "+393330000001"),
                        entry("y", "tel:393330000001!"),
                        entry("x", "ciao {to} {account.key}"),
                        entry("w", "01M/s3cret/k1"),
                        entry("v", "as it is"));
    }

    @Test
    void leavesOutWhatEndsUpBlank() {
        RequestFields fields = new RequestFields(
                descriptor(Map.of("a", "{sender}", "b", " {account.key} ", "c", ""), Map.of(), Map.of()));

        assertThat(fields.of(submission(Map.of()))).isEmpty();
    }

    @Test
    void sendsConditionalNamesOnlyToAccountsThatMeetTheCondition() {
        RequestFields fields = new RequestFields(descriptor(
                Map.of("a", "{account.key}", "b", "{id}"),
                Map.of(),
                Map.of("mode", Map.of("KEY", List.of("a"), "ID", List.of("b")))));

        assertThat(fields.of(submission(Map.of("mode", "ID", "key", "k")))).containsOnly(entry("b", "01M"));
        assertThat(fields.of(submission(Map.of("mode", "KEY", "key", "k")))).containsOnly(entry("a", "k"));
    }

    @Test
    void findsTheAccountUnusableWhenItMeetsAConditionWithNothing() {
        RequestFields fields = new RequestFields(
                descriptor(Map.of("a", "{account.key}"), Map.of(), Map.of("mode", Map.of("KEY", List.of("a")))));

        assertThatThrownBy(() -> fields.of(submission(Map.of("mode", "KEY"))))
                .isInstanceOf(AccountUnusableException.class)
                .hasMessage("Account 'kpnqwest-1' gives nothing for a, which mode KEY needs");
    }

    @Test
    void fillsRequestHeaders() {
        RequestFields fields = new RequestFields(
                descriptor(Map.of(), Map.of("X-Key", "{account.key}", "X-None", "{sender}"), Map.of()));

        assertThat(fields.headers(submission(Map.of("key", "k")))).containsOnly(entry("X-Key", "k"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{number}", "{account.nothing}", "{setting.nothing}", "{accounts.key}"})
    void stopsTheStartForAPlaceholderThatNobodyCanFill(String template) {
        assertThatThrownBy(() -> new RequestFields(descriptor(Map.of("a", template), Map.of(), Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Provider file acme.yaml has placeholder " + template + "; known are {to},");
    }
}
