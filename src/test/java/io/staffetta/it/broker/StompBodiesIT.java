package io.staffetta.it.broker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.apache.activemq.transport.stomp.StompConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of STOMP as programs write them, with and without {@code content-length}. */
class StompBodiesIT {

    private static final String JSON = "{\"to\": \"+393330000002\", \"text\": \"JSON\"}";

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest(name = "content-length {0}")
    @ValueSource(booleans = {false, true})
    void sendsAnAlarmWithAnEmojiAndTellsWhatWasReplaced(boolean length) throws Exception {
        assertThat(answer("\ud83d\udd25 Allarme: perché " + length, UTF_8, length, "to:+393330000001"))
                .contains("\"outcome\":\"ACCEPTED\"", "with ? in place of 1 character");
        assertThat(gateway.providers().received())
                .anyMatch(received -> received.text().equals("? Allarme: perché " + length));
    }

    @ParameterizedTest(name = "content-length {0}")
    @ValueSource(booleans = {false, true})
    void readsABodyWithAByteOrderMark(boolean length) throws Exception {
        assertThat(answer("\ufeff" + JSON, UTF_8, length)).contains("\"outcome\":\"ACCEPTED\"");
        assertThat(answer("\ufeffTesto " + length, UTF_8, length, "to:+393330000001"))
                .contains("\"outcome\":\"ACCEPTED\"");
        assertThat(gateway.providers().received())
                .anyMatch(received -> received.text().equals("Testo " + length));
    }

    @Test
    void readsUtf16WhereAByteOrderMarkSaysSo() throws Exception {
        assertThat(answer("\ufeff" + JSON, UTF_16LE, true)).contains("\"outcome\":\"ACCEPTED\"");
    }

    @ParameterizedTest(name = "content-length {0}")
    @ValueSource(booleans = {false, true})
    void saysThatATextIsNotInUtf8(boolean length) throws Exception {
        assertThat(answer("perché", ISO_8859_1, length, "to:+393330000001"))
                .contains("\"outcome\":\"MALFORMED\"", "Message must be encoded in UTF-8, but ");
    }

    /** Two references would become one, and the second message be taken for a repeat of the first. */
    @ParameterizedTest(name = "content-length {0}")
    @ValueSource(booleans = {false, true})
    void saysThatAHeaderIsNotInUtf8(boolean length) throws Exception {
        for (String letter : List.of("\u00e0", "\u00e8")) {
            assertThat(answer("Testo", ISO_8859_1, length, "to:+393330000001", "reference:rif-" + letter))
                    .contains("\"outcome\":\"MALFORMED\"", "'reference' must be encoded in UTF-8, but ");
        }
    }

    @ParameterizedTest(name = "content-length {0}")
    @ValueSource(booleans = {false, true})
    void saysWhatATextWithoutTheHeaderToLacks(boolean length) throws Exception {
        assertThat(answer("Testo", UTF_8, length))
                .contains("\"outcome\":\"MALFORMED\"", "or a plain text with the recipient in a header 'to'");
    }

    @ParameterizedTest(name = "content-length {0}")
    @ValueSource(booleans = {false, true})
    void neverSendsJsonAsAText(boolean length) throws Exception {
        assertThat(answer(JSON, UTF_8, length, "to:+393330000001"))
                .contains("\"outcome\":\"MALFORMED\"", "looks like JSON and has a header 'to'");
        assertThat(answer(JSON, UTF_8, length, "to:+393330000001", "content-type:application/json"))
                .contains("\"outcome\":\"ACCEPTED\"", "\"to\":\"+39********02\"");
        assertThat(gateway.providers().received())
                .noneMatch(received -> received.text().contains("{"));
    }

    private static String answer(String body, Charset charset, boolean length, String... headers) throws Exception {
        StompConnection client = new StompConnection();
        client.open("127.0.0.1", gateway.addresses().port(Addresses.STOMP));
        client.connect("staffetta", gateway.credentials().password());
        client.subscribe("/temp-queue/replies");
        client.getStompSocket()
                .getOutputStream()
                .write(frame(body.getBytes(charset), length, charset.equals(ISO_8859_1) ? ISO_8859_1 : UTF_8, headers));
        String answer = client.receive(RunningGateway.LIMIT.toMillis()).getBody();
        client.disconnect();
        return answer;
    }

    private static byte[] frame(byte[] body, boolean length, Charset ofHeaders, String... headers) throws IOException {
        String head = "SEND\ndestination:/queue/sms.outbound\nreply-to:/temp-queue/replies\n"
                + (length ? "content-length:" + body.length + "\n" : "")
                + String.join("\n", headers)
                + (headers.length == 0 ? "\n" : "\n\n");
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(head.getBytes(ofHeaders));
        frame.write(body);
        frame.write(0);
        return frame.toByteArray();
    }
}
