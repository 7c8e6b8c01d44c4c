package io.staffetta.broker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.message.ForeignBody;
import io.staffetta.message.MessageReader;
import io.staffetta.message.PhoneNumbers;
import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQObjectMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyConverterTest {

    /** Tells whether anyone brought it back to life. */
    private static final class Trap implements Serializable {

        private static final long serialVersionUID = 1L;
        private static boolean sprung;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            sprung = true;
        }
    }

    /** A session that can do no more than make messages. */
    private static final Session SESSION = (Session) Proxy.newProxyInstance(
            Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                switch (method.getName()) {
                    case "createTextMessage" -> {
                        ActiveMQTextMessage message = new ActiveMQTextMessage();
                        message.setText((String) arguments[0]);
                        return message;
                    }
                    case "createBytesMessage" -> {
                        return new ActiveMQBytesMessage();
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                }
            });

    private final BodyConverter converter = new BodyConverter();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void carriesTheRawBytesOfATextThatCannotBeRead(boolean compressed) {
        byte[] longerThanItIs = {0x7f, -1, -1, -16, 'a'};
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setContent(new ByteSequence(longerThanItIs));
        message.setCompressed(compressed);

        ForeignBody body = (ForeignBody) converter.fromMessage(message);

        assertThat(body.content()).isEqualTo(longerThanItIs);
        assertThat(body).hasToString("unreadable TextMessage");
    }

    private static byte[] bytesOf(Message message) throws Exception {
        BytesMessage bytes = (BytesMessage) message;
        bytes.reset();
        byte[] content = new byte[(int) bytes.getBodyLength()];
        bytes.readBytes(content);
        return content;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"to\": \"x\"}", " \"Città\" \n", "null", "日本 €"})
    void carriesATextAsItIs(String text) throws Exception {
        ActiveMQTextMessage arrived = new ActiveMQTextMessage();
        arrived.setText(text);

        Object body = converter.fromMessage(arrived);

        assertThat(body).isEqualTo(text);
        assertThat(((TextMessage) converter.toMessage(body, SESSION)).getText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d\udd25 Allarme", "perch\u00e9 \ud83e\uddef", "\ufeff{\"text\": \"\ud83d\udd25\"}"})
    void readsATextInStandardUtf8ThatTheClientCannotRead(String text) throws Exception {
        Object body = converter.fromMessage(ofBytes(text.getBytes(UTF_8)));

        assertThat(body).isEqualTo(text.replace("\ufeff", ""));
    }

    @Test
    void keepsTheBytesOfATextThatIsNotInUtf8() throws Exception {
        byte[] latin1 = "perch\u00e9 no".getBytes(ISO_8859_1);

        Object body = converter.fromMessage(ofBytes(latin1));

        assertThat(body).isInstanceOf(ForeignBody.class);
        assertThat(bytesOf(converter.toMessage(body, SESSION))).endsWith(latin1);
        assertThatThrownBy(() -> new MessageReader(new PhoneNumbers("IT", false), Clock.systemUTC())
                        .read(body, Map.of("to", "+393330000001"), "jms", ""))
                .hasMessageStartingWith(
                        "Message must be encoded in UTF-8, but is a text that cannot be read: encode it in"
                                + " UTF-8, or send it as a bytes message");
    }

    /** As a client makes it that writes the bytes of a text as they are. */
    private static ActiveMQTextMessage ofBytes(byte[] text) {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setContent(new ByteSequence(ByteBuffer.allocate(4 + text.length)
                .putInt(text.length)
                .put(text)
                .array()));
        return message;
    }

    @Test
    void takesATextMessageWithoutTextForAnEmptyOne() throws Exception {
        assertThat(converter.fromMessage(new ActiveMQTextMessage())).isEqualTo("");
    }

    @Test
    void carriesBytesAsTheyAre() throws Exception {
        byte[] content = {0, -1, 10, 13, 127, -128};
        ActiveMQBytesMessage arrived = new ActiveMQBytesMessage();
        arrived.writeBytes(content);
        arrived.reset();

        Object body = converter.fromMessage(arrived);

        assertThat(body).isEqualTo(content);
        assertThat(converter.fromMessage(arrived)).as("read a second time").isEqualTo(content);
        assertThat(bytesOf(converter.toMessage(body, SESSION))).isEqualTo(content);
    }

    @Test
    void neverBringsAnObjectBackToLife() throws Exception {
        ActiveMQObjectMessage arrived = new ActiveMQObjectMessage();
        arrived.setTrustAllPackages(true);
        arrived.setObject(new Trap());
        arrived.storeContent();
        ActiveMQObjectMessage received = (ActiveMQObjectMessage) arrived.copy();
        received.clearUnMarshalledState();

        Object body = converter.fromMessage(received);

        assertThat(body).isInstanceOf(ForeignBody.class).hasToString("ObjectMessage");
        byte[] kept = bytesOf(converter.toMessage(body, SESSION));
        assertThat(kept).startsWith(0xAC, 0xED).hasSize(received.getContent().getLength());
        assertThat(Trap.sprung).isFalse();
        received.setTrustedPackages(List.of("io.staffetta.broker"));
        assertThat(received.getObject()).isNotNull();
        assertThat(Trap.sprung).as("the trap works").isTrue();
    }

    @Test
    void keepsTheBytesOfAMapMessage() throws Exception {
        ActiveMQMapMessage arrived = new ActiveMQMapMessage();
        arrived.setString("to", "+393330000001");
        arrived.storeContent();

        Object body = converter.fromMessage(arrived);

        assertThat(body).hasToString("MapMessage");
        assertThat(bytesOf(converter.toMessage(body, SESSION)))
                .hasSize(arrived.getContent().getLength())
                .isNotEmpty();
    }

    @Test
    void carriesAMessageWithoutABody() throws Exception {
        Object body = converter.fromMessage(new ActiveMQMessage());

        assertThat(body).hasToString("Message");
        assertThat(bytesOf(converter.toMessage(body, SESSION))).isEmpty();
    }
}
