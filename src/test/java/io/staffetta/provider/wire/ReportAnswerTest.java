package io.staffetta.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.staffetta.provider.DeliveryReport;
import io.staffetta.provider.DeliveryReport.State;
import io.staffetta.provider.Inquiry;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.ReportUnavailableException;
import io.staffetta.provider.table.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each answer to a question about a message means, for each shipped descriptor. */
class ReportAnswerTest {

    private static final Instant ASKED = Instant.parse("2026-11-22T12:00:00Z");

    private static DeliveryReport read(String wire, int status, String body) {
        Inquiry inquiry = new Inquiry(Samples.account(wire, "https://provider.example/send"), "7", Samples.TO);
        return new ReportAnswer(Samples.WIRES, Clock.fixed(ASKED, ZoneOffset.UTC))
                .read(inquiry, new ProviderAnswer(status, "", body, Duration.ofSeconds(9), null));
    }

    @ParameterizedTest(name = "HTTP {0} {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            200 | {"status":"OK","items":[{"esito":"Ricevuto","dataRicezione":"2026-11-22 10:00:00"}]}      | DELIVERED
            200 | {"status":"OK","items":[{"esito":"Non Ricevuto","dataRicezione":"2026-11-22 10:00:00"}]}  | UNDELIVERED
            200 | {"status":"OK","items":[{"esito":"Non Ricevuto","dataRicezione":"n/d"}]}                  | PENDING
            200 | {"status":"OK","items":[{"esito":"Non Ricevuto","dataRicezione":""}]}                     | PENDING
            200 | {"status":"OK","items":[{"esito":"Non Ricevuto"}]}                                        | PENDING
            200 | {"status":"OK","items":[{"esito":"Ricevuto","dataRicezione":"N/D"}]}                      | PENDING
            200 | {"status":"OK","items":[{"esito":"Errore: operazione inesistente"}]}                      | UNREADABLE
            200 | {"status":"OK","items":[{"esito":"KO","dataRicezione":"n/d"}]}                            | UNREADABLE
            200 | {"status":"OK","items":[{"esito":null}]}                                                  | UNREADABLE
            200 | {"status":"OK","items":[{"esito":"In corso","dataRicezione":null}]}                       | PENDING
            200 | {"status":"OK","items":[{"esito":"Altro","dataRicezione":"2026-11-22 10:00:00"}]}         | UNREADABLE
            200 | {"status":"OK","items":[{"esito":"Ricevuto","dataRicezione":"ieri"}]}                     | UNREADABLE
            200 | {"status":"OK","items":[{"dataRicezione":"2026-11-22 10:00:00"}]}                         | UNREADABLE
            200 | {"status":"OK","items":[]}                                                                | UNREADABLE
            200 | {"status":"OK"}                                                                           | UNREADABLE
            200 | {"status":"KO","items":[{"esito":"Ricevuto","dataRicezione":"2026-11-22 10:00:00"}]}      | UNREADABLE
            200 | {"items":[{"esito":"Ricevuto","dataRicezione":"2026-11-22 10:00:00"}]}                    | UNREADABLE
            200 | {"status":"OK","items":[{"esito":"Ricevuto","dataRicezione":"2026-11-22 10:00:00"},{"esito":"Ricevuto","dataRicezione":"n/d"}]} | UNREADABLE
            200 | {"status":"OK","items":[{"esito":"Ricevuto","dataRicezione":"2026-11-22 10:00:0           | UNREADABLE
            200 | <html>Ricevuto                                                                            | UNREADABLE
            200 | ''                                                                                        | UNREADABLE
            404 | {"status":"OK","items":[{"esito":"Ricevuto","dataRicezione":"2026-11-22 10:00:00"}]}      | UNREADABLE
            302 | moved                                                                                     | UNREADABLE
            """)
    void readsTimSmsProfessional(int status, String body, State state) {
        assertThat(read("tim-sms-professional", status, body).state()).isEqualTo(state);
    }

    @ParameterizedTest(name = "HTTP {0} {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            200 | {"status":{"code":0},"sent":[{"message_id":7,"value":"393330000001","status":"delivered"}]}    | DELIVERED
            200 | {"status":{"code":"0"},"sent":[{"status":"DELIVERED"}]}                                        | DELIVERED
            200 | {"status":{"code":0},"sent":{"status":"delivered"}}                                            | DELIVERED
            200 | {"status":{"code":0},"sent":[{"value":"+39 333 0000001","status":"undelivered"}]}              | UNDELIVERED
            200 | {"status":{"code":0},"sent":[{"value":"393330000001","status":"pending"}]}                     | PENDING
            200 | {"status":{"code":0},"sent":[{"value":"393330000001","status":"vanished"}]}                    | UNREADABLE
            200 | {"status":{"code":0},"sent":[{"value":"393330000001"}]}                                        | UNREADABLE
            200 | {"status":{"code":0},"sent":[{"value":"393339999999","status":"delivered"}]}                   | UNREADABLE
            200 | {"status":{"code":0},"sent":[{"value":"393339999999","status":"delivered"},{"value":"393330000001","status":"pending"}]} | PENDING
            200 | {"status":{"code":105,"description":"NOMESSAGE"}}                                              | UNREADABLE
            200 | {"status":{"code":105},"sent":[{"value":"393330000001","status":"delivered"}]}                 | UNREADABLE
            200 | {"sent":[{"value":"393330000001","status":"delivered"}]}                                       | UNREADABLE
            200 | [{"status":"delivered"}]                                                                       | UNREADABLE
            200 | delivered                                                                                      | UNREADABLE
            400 | {"status":{"code":0},"sent":[{"status":"delivered"}]}                                          | UNREADABLE
            """)
    void readsMessagenet(int status, String body, State state) {
        assertThat(read("messagenet", status, body).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"401", "402", "403", "407", "408", "425", "429", "500", "502", "503"})
    void saysToAskLaterWhenTheProviderWouldNotSay(int status) {
        ReportUnavailableException failure = catchThrowableOfType(
                ReportUnavailableException.class, () -> read("messagenet", status, "no s3cr&t+<€> for 393330000001"));

        assertThat(failure).hasMessage("no delivery report: Messagenet answered HTTP " + status + ": no *** for ***");
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void tellsWhatTheProviderSaysAndSinceWhen() {
        assertThat(read("tim-sms-professional", 200, """
                        {"status":"OK","items":[{"esito":"Non Ricevuto","dataRicezione":"2026-07-22 10:00:00"}]}"""))
                .isEqualTo(new DeliveryReport(
                        State.UNDELIVERED,
                        "TIM SMS Professional says Non Ricevuto",
                        Instant.parse("2026-07-22T08:00:00Z")));
        assertThat(read("messagenet", 200, """
                        {"status":{"code":0},"sent":[{"status":"delivered","timestamp":"2026-11-22T10:00:00"}]}""").at()).isEqualTo("2026-11-22T09:00:00Z");
    }

    @Test
    void takesTheInstantOfTheQuestionWhereTheProviderTellsNone() {
        DeliveryReport pending = read("tim-sms-professional", 200, """
                {"status":"OK","items":[{"esito":"","dataRicezione":"n/d"}]}""");

        assertThat(pending)
                .isEqualTo(new DeliveryReport(State.PENDING, "TIM SMS Professional says nothing yet", ASKED));
    }

    @Test
    void tellsWhatItCannotReadWithoutNumbersAndSecrets() {
        assertThat(read("messagenet", 200, "what is s3cr&t+<€> of 393330000001?")
                        .detail())
                .isEqualTo("Messagenet answered HTTP 200: what is *** of ***?");
    }

    @ParameterizedTest
    @CsvSource({"DELIVERED, true", "UNDELIVERED, true", "PENDING, false", "UNREADABLE, false"})
    void knowsWhatIsFinal(State state, boolean isFinal) {
        assertThat(state.isFinal()).isEqualTo(isFinal);
    }
}
