package io.staffetta.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String TO = "+393330000001";
    private static final String SENT = "2026-11-22T09:59:59Z";
    private static final String ID = "01ARYZ6S41TSV4RRFFQ69G5FAV";

    private final MessageReader reader =
            new MessageReader(new PhoneNumbers("IT", false), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void readsEveryFieldOfAJsonMessage() {
        SmsMessage message = one("""
                {"to": "333 0000001", "text": "Allarme: porta aperta", "account": "main", "sender": "ACME",
                 "reference": "order 4711", "priority": "high", "validUntil": "2026-11-22T12:00:00+01:00",
                 "sendAt": "2026-11-22T10:30:00Z", "pinned": true, "tag": "spring-2027"}""");

        assertThat(message)
                .isEqualTo(new SmsMessage(
                        message.id(),
                        TO,
                        "Allarme: porta aperta",
                        "main",
                        "ACME",
                        "order 4711",
                        Priority.HIGH,
                        "jms",
                        Instant.parse("2026-11-22T11:00:00Z"),
                        Instant.parse("2026-11-22T10:30:00Z"),
                        true,
                        "spring-2027"));
        assertThat(message.id()).matches(MessageId::isValid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "=1+1", "-x", "città", "a/b", "a\u0000", ".x"})
    void refusesATagThatIsNotOneWord(String tag) {
        assertThatThrownBy(() -> reader.read("ciao", Map.of("to", TO, "tag", tag), "jms", ""))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("Field 'tag' must be one word of 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', the first a"
                        + " letter or digit");
        assertThatThrownBy(() -> reader.read("ciao", Map.of("to", TO, "tag", "x".repeat(65)), "jms", ""))
                .isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void keepsTheTagOfAPlainTextOnItsWay() {
        Map<String, Object> arrived = Map.of("to", TO, "tag", "spring");
        SmsMessage message = reader.read("ciao", arrived, "jms", "").get(0);

        assertThat(message.tag()).isEqualTo("spring");
        assertThat(reader.readAgain("ciao", Envelope.headers(message, arrived))).isEqualTo(message);
    }

    /** As a spreadsheet or a script writes them that takes them for numbers. */
    @ParameterizedTest
    @ValueSource(
            strings = {"3330000001", "3330000001.0", "3.330000001E9", "[3330000001]", "393330000001", "true", "null"})
    void refusesARecipientThatIsNoString(String to) {
        assertThatThrownBy(() -> one("{\"to\": " + to + ", \"text\": \"ciao\"}"))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageStartingWith("Field 'to")
                .hasMessageContaining("must be a string");
    }

    @Test
    void refusesAPropertyOfARecipientThatIsAFraction() {
        for (Object to : List.of(3330000001.0, 393330000001.5)) {
            assertThatThrownBy(() -> reader.read("ciao", Map.of("to", to), "jms", ""))
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageStartingWith("Field 'to'");
        }
        assertThat(reader.read("ciao", Map.of("to", 3330000001L), "jms", "")
                        .get(0)
                        .to())
                .isEqualTo(TO);
    }

    @Test
    void leavesToTheGatewayWhatTheSenderDoesNotSay() {
        SmsMessage message = one("""
                {"to": "+393330000001", "text": "ciao"}""");

        assertThat(message)
                .isEqualTo(new SmsMessage(
                        message.id(),
                        TO,
                        "ciao",
                        "",
                        "",
                        "",
                        Priority.NORMAL,
                        "jms",
                        Instant.MAX,
                        Instant.EPOCH,
                        false,
                        ""));
    }

    @Test
    void takesAnEmptyFieldForAnAbsentOne() {
        SmsMessage message = one("""
                {"to": "+393330000001", "text": "ciao", "account": "", "sender": "", "reference": "", "priority": "",
                 "validFor": "", "validUntil": "", "sendAt": "", "pinned": ""}""");

        assertThat(message).isEqualTo(one("""
                {"to": "+393330000001", "text": "ciao"}""").withId(message.id()));
    }

    @Test
    void readsBytesAsItReadsText() {
        String json = """
                {"to": "+393330000001", "text": "perché 5 €"}""";

        assertThat(reader.read(json.getBytes(StandardCharsets.UTF_8), Map.of(), "jms", "ID:1"))
                .isEqualTo(reader.read(json, Map.of(), "jms", "ID:1"))
                .isEqualTo(reader.read(("\ufeff" + json).getBytes(StandardCharsets.UTF_8), Map.of(), "jms", "ID:1"));
    }

    @Test
    void readsAPlainTextWithItsFieldsInHeaders() {
        Map<String, Object> headers = Map.of(
                "to", "333 0000001",
                "account", "main",
                "sender", "ACME",
                "reference", "4711",
                "priority", "bulk",
                "validFor", "PT10M",
                "sendAt", "2026-11-22T10:05:00Z",
                "pinned", "true",
                "text", "not a header of ours");

        List<SmsMessage> messages = reader.read("{\"ciao\"}\n", headers, "jms", "");

        assertThat(messages)
                .containsExactly(new SmsMessage(
                        messages.get(0).id(),
                        TO,
                        "{\"ciao\"}",
                        "main",
                        "ACME",
                        "4711",
                        Priority.BULK,
                        "jms",
                        Instant.parse("2026-11-22T10:10:00Z"),
                        Instant.parse("2026-11-22T10:05:00Z"),
                        true,
                        ""));
    }

    @ParameterizedTest
    @CsvSource({"'ciao\n', ciao", "'ciao\r\n', ciao", "'ciao\n\n', 'ciao\n'", "' ciao ', ' ciao '", "'\nciao', '\nciao'"
    })
    void dropsOneLineEndBehindAPlainTextAndNothingElse(String body, String text) {
        assertThat(reader.read(body, Map.of("to", TO), "jms", "").get(0).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=UTF-8",
                "Application/JSON",
                "application/vnd.x+json"
            })
    void readsJsonWithAHeaderToWhereTheContentTypeSaysThatItIsJson(String type) {
        Map<String, Object> headers = Map.of("to", "+393330000009", "content-type", type);

        SmsMessage message =
                reader.read(json("text", "ciao"), headers, "jms", "").get(0);

        assertThat(message.to()).isEqualTo(TO);
        assertThat(message.text()).isEqualTo("ciao");
        assertThat(Envelope.headers(message, headers)).doesNotContainKey("to");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"to\": \"+393330000001\", \"text\": \"ciao\"}",
                " \n{\"text\":\"ciao\"}",
                "\ufeff{\"text\":\"ciao\"}",
                "[{\"to\":\"+393330000001\",\"text\":\"ciao\"}]",
                "{'to': '+393330000001', 'text': 'ciao'}",
                "{to: '+393330000001'}",
                "{\"to\": \"+3933300",
                "{}"
            })
    void neverSendsJsonAsATextBecauseOfAHeaderTo(String body) {
        assertThatThrownBy(() -> reader.read(body, Map.of("to", TO), "jms", ""))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("Message must be JSON or a plain text, but looks like JSON and has a header 'to': leave the"
                        + " header out, or add the header 'content-type', application/json or text/plain");
        Map<String, Object> plain = Map.of("to", TO, "content-type", "text/plain;charset=utf-8");
        SmsMessage text = reader.read(body, plain, "jms", "").get(0);
        assertThat(reader.read(body, Envelope.headers(text, plain), "jms", ""))
                .as("read anew, as from the dead letter queue")
                .containsExactly(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{nome} ciao", "[URGENTE] porta", "{\"ciao\"}", "\"ciao\"", "[1] {a}", "{ }: vuoto"})
    void takesATextWithBracesForAText(String body) {
        assertThat(reader.read(body, Map.of("to", TO), "jms", "").get(0).text()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u000b", "\f", "\u0085", "\u2028", "\u2029", "\r"})
    void readsLineBreaksOfWordProcessorsAsLineBreaks(String lineBreak) {
        String text = "uno" + lineBreak + "due";

        assertThat(reader.read(text, Map.of("to", TO), "jms", "").get(0).text()).isEqualTo("uno\ndue");
        String json = "{\"to\": \"" + TO + "\", \"text\": \"uno\\u%04xdue\"}".formatted((int) lineBreak.charAt(0));
        assertThat(one(json).text()).isEqualTo("uno\ndue");
        SmsMessage message = one(json);
        assertThat(reader.readAgain(json, Envelope.headers(message)).text()).isEqualTo("uno\ndue");
    }

    @Test
    void refusesATextThatLostCharactersBeforeItCame() {
        String told =
                "Message must be encoded in UTF-8, but has U+FFFD, which stands for bytes that are not: encode the text in"
                        + " UTF-8, or write JSON with \\u escapes";

        assertThatThrownBy(() -> reader.read("perch\ufffd", Map.of("to", TO), "jms", ""))
                .hasMessage(told);
        assertError(json("text", "perch\ufffd"), told);
        assertThat(reader.read(json("text", "perch\ufffd"), Map.of(), "http", ""))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ufe0f",
                " \u200b\u200d",
                "\u0301",
                "\udb40\udc01",
                "\u3164",
                "\u2060\n",
                "\u000b\u2028",
                "\u20e3"
            })
    void refusesATextThatWouldArriveEmpty(String text) {
        assertThatThrownBy(() -> reader.read(text, Map.of("to", TO), "jms", ""))
                .hasMessage("Field 'text' must not be empty or only blanks");
    }

    @Test
    void readsBodiesWithAByteOrderMark() {
        String json = json("text", "perché");

        assertThat(one("\ufeff" + json).text()).isEqualTo("perché");
        assertThat(reader.read("\ufeffperché", Map.of("to", TO), "jms", "")
                        .get(0)
                        .text())
                .isEqualTo("perché");
        assertThat(reader.read("\ufeffciao".getBytes(StandardCharsets.UTF_8), Map.of("to", TO), "jms", "")
                        .get(0)
                        .text())
                .isEqualTo("ciao");
        assertThat(MessageReader.elements("\ufeff" + json)).containsExactly(json);
        assertThat(reader.read(("\ufeff" + json).getBytes(StandardCharsets.UTF_16LE), Map.of(), "jms", ""))
                .extracting(SmsMessage::text)
                .containsExactly("perché");
        assertThat(reader.read(("\ufeff" + json).getBytes(StandardCharsets.UTF_16BE), Map.of(), "jms", ""))
                .extracting(SmsMessage::text)
                .containsExactly("perché");
        assertError(
                json.getBytes(StandardCharsets.UTF_16LE),
                "Message must be encoded in UTF-8, but looks like UTF-16 without a byte order mark");
    }

    @Test
    void keepsTheTextOfAJsonMessageAsItIs() {
        assertThat(one("""
                {"to": "+393330000001", "text": " a\\n\\tb\\r\\n"}""").text()).isEqualTo(" a\n\tb\r\n");
    }

    @Test
    void makesOneMessageForEachRecipient() {
        List<SmsMessage> messages = read("""
                {"to": ["333 0000001", "0039 333 0000002"], "text": "ciao", "reference": "r"}""");

        assertThat(messages).extracting(SmsMessage::to).containsExactly(TO, "+393330000002");
        assertThat(messages).extracting(SmsMessage::text).containsOnly("ciao");
        assertThat(messages).extracting(SmsMessage::reference).containsOnly("r");
        assertThat(messages).extracting(SmsMessage::id).doesNotHaveDuplicates();
    }

    @Test
    void takesUpToAThousandRecipients() {
        assertThat(read(toMany(1000))).hasSize(1000);
        assertError(toMany(1001), "Field 'to' must be at most 1000 numbers");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', maxCharsPerColumn = 10_000, textBlock = """
                    ''                            | Message must be a JSON object, or a plain text with the recipient in a header 'to'
                    []                            | Message must be a JSON object, or a plain text with the recipient in a header 'to'
                    "ciao"                        | Message must be a JSON object, or a plain text with the recipient in a header 'to'
                    ciao                          | Message must be a JSON object, or a plain text with the recipient in a header 'to'
                    {"to": "+39333                | Message cannot be read as JSON at line 1, column 15
                    {"to": "+393330000001", "text": "x"} {} | Message must end after the JSON, but more follows at line 1, column 38
                    {"to": "+393330000001", "text": "x"} x  | Message cannot be read as JSON at line 1, column 38
                    {}                            | Field 'to' must name at least one phone number
                    {"to": []}                    | Field 'to' must name at least one phone number
                    {"to": 393330000001}          | Field 'to' must be a string or an array of strings, not a number
                    {"to": {"a": 1}}              | Field 'to' must be a string or an array of strings, not an object
                    {"to": null}                  | Field 'to' must be a string or an array of strings, not null
                    {"to": ["+393330000001", 1]}  | Field 'to[1]' must be a string, not a number
                    {"to": [["+393330000001"]]}   | Field 'to[0]' must be a string, not an array
                    {"text": true}                | Field 'text' must be a string, not true or false
                    {"text": null}                | Field 'text' must be a string, not null
                    {"reference": 4711}           | Field 'reference' must be a string, not a number
                    {"validFor": 1.5}             | Field 'validFor' must be a string, not a number
                    {"pinned": 1}                 | Field 'pinned' must be true or false, not a number
                    {"pinned": null}              | Field 'pinned' must be true or false, not null
                    {"pinned": true, "pinned": true} | Field 'pinned' must be given only once
                    {"to": "+393330000001", "text": "x", "pinned": "yes"} | Field 'pinned' must be true or false
                    {"account": []}               | Field 'account' must be a string, not an array
                    {"text": "a", "text": "a"}    | Field 'text' must be given only once
                    {"to": [], "to": []}          | Field 'to' must be given only once
                    {"tezt": "x"}                 | Field 'tezt' is unknown; known are to, text, account, sender, reference, priority, validUntil, validFor, sendAt, pinned, tag
                    {"To": "+393330000001"}       | Field 'To' is unknown; known are to, text, account, sender, reference, priority, validUntil, validFor, sendAt, pinned, tag
                    {"a\\u0000b<": 1}             | Field 'a?b?' is unknown; known are to, text, account, sender, reference, priority, validUntil, validFor, sendAt, pinned, tag
                    """)
    void saysWhatIsWrongWithTheJson(String json, String error) {
        assertError(json, error);
    }

    @Test
    void cutsTheNameOfAnUnknownField() {
        assertThatThrownBy(() -> read("{\"" + "x".repeat(1000) + "\": 1}"))
                .hasMessageStartingWith("Field '" + "x".repeat(40) + "...' is unknown");
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    to         | 0000             | must be a phone number such as +39 333 0000001, but it has too few digits, too many, or no country code that exists
                    text       | ''               | must not be empty or only blanks
                    text       | ' \\n\\t\u00a0\u200b' | must not be empty or only blanks
                    text       | a\\u0000b        | must not have control characters or halves of characters, but has U+0000
                    text       | a\\u001bb        | must not have control characters or halves of characters, but has U+001B
                    text       | a\\u0086b        | must not have control characters or halves of characters, but has U+0086
                    text       | a\\ud83d         | must not have control characters or halves of characters, but has U+D83D
                    text       | \\ude00\\ud83d   | must not have control characters or halves of characters, but has U+DE00
                    account    | Main             | must be 1 to 40 of a-z, 0-9 and -
                    account    | a b              | must be 1 to 40 of a-z, 0-9 and -
                    sender     | seventeen letters | must be at most 16 characters, but has 17
                    sender     | A\\nB            | must not have control characters or halves of characters, but has U+000A
                    reference  | ' '              | must not be only blanks
                    reference  | a\\tb            | must not have control characters or halves of characters, but has U+0009
                    reference  | a\\u2028b        | must not have control characters or halves of characters, but has U+2028
                    priority   | urgent           | must be high, normal or bulk
                    priority   | HIGH             | must be high, normal or bulk
                    validFor   | PT0S             | must be an ISO-8601 duration of more than 0 and at most 30 days, such as PT10M or P1D
                    validFor   | PT-1S            | must be an ISO-8601 duration of more than 0 and at most 30 days, such as PT10M or P1D
                    validFor   | P30DT1S          | must be an ISO-8601 duration of more than 0 and at most 30 days, such as PT10M or P1D
                    validFor   | 10m              | must be an ISO-8601 duration of more than 0 and at most 30 days, such as PT10M or P1D
                    validUntil | 2026-11-22T10:00 | must be an ISO-8601 date and time with offset, such as 2026-11-22T10:00:00Z or 2026-11-22T11:00:00+01:00, of the years 1970 to 9999
                    validUntil | +10000-01-01T00:00:00Z | must be an ISO-8601 date and time with offset, such as 2026-11-22T10:00:00Z or 2026-11-22T11:00:00+01:00, of the years 1970 to 9999
                    sendAt     | tomorrow         | must be an ISO-8601 date and time with offset, such as 2026-11-22T10:00:00Z or 2026-11-22T11:00:00+01:00, of the years 1970 to 9999
                    """)
    void saysWhatIsWrongWithAField(String field, String value, String rule) {
        Map<String, String> fields = new TreeMap<>(Map.of("to", TO, "text", "ciao"));
        fields.put(field, value);
        String json = fields.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": \"" + entry.getValue() + "\"")
                .collect(Collectors.joining(", ", "{", "}"));

        assertError(json, "Field '" + field + "' " + rule);
    }

    @Test
    void limitsTheLengthOfTextReferenceAndAccount() {
        assertThat(one(json("text", "x".repeat(10_000))).text()).hasSize(10_000);
        assertError(json("text", "x".repeat(10_001)), "Field 'text' must be at most 10000 characters, but has 10001");
        assertThat(one(json("reference", "x".repeat(128))).reference()).hasSize(128);
        assertError(
                json("reference", "x".repeat(129)), "Field 'reference' must be at most 128 characters, but has 129");
        assertThat(one(json("account", "x".repeat(40))).account()).hasSize(40);
        assertError(json("account", "x".repeat(41)), "Field 'account' must be 1 to 40 of a-z, 0-9 and -");
    }

    @Test
    void saysWhichRecipientIsWrong() {
        assertThatThrownBy(() -> read("""
                {"to": ["+393330000001", "x"], "text": "ciao"}""")).hasMessageStartingWith("Field 'to[1]' must be a phone number");
    }

    @Test
    void refusesToSendTwiceToOneRecipient() {
        assertError("""
                {"to": ["+393330000001", "+393330000002", "333 0000001"], "text": "ciao"}""", "Field 'to' must name each phone number once, but 0 and 2 are one");
    }

    @Test
    void refusesBodiesThatAreNotText() {
        assertError(
                new byte[] {'"', (byte) 0xC3, '"'},
                "Message must be encoded in UTF-8, but byte 2 of it is not: save or send it in that encoding");
        assertError(Map.of("to", TO), "Message must be a text or bytes message, but is of another kind");
        assertError(null, "Message must be a text or bytes message, but has no body");
    }

    @Test
    void refusesABodyOverOneMebibyte() {
        int max = MessageReader.MAX_BODY_BYTES;
        String json = json("text", "ciao");

        assertThat(read(json + " ".repeat(max - json.length()))).hasSize(1);
        assertError(
                json + " ".repeat(max - json.length() + 1), "Message must be at most 1048576 bytes, but is 1048577");
        assertError(new byte[max + 1], "Message must be at most 1048576 bytes, but is 1048577");
        assertError("€".repeat(max / 3 + 1), "Message must be at most 1048576 bytes, but is 1048578");
    }

    @ParameterizedTest(name = "JMSPriority {0} is {1}")
    @CsvSource({"9, HIGH", "7, HIGH", "6, NORMAL", "4, NORMAL", "3, NORMAL", "2, BULK", "0, BULK"})
    void takesThePriorityOfTheJmsMessageWhereTheSenderNamesNone(int jmsPriority, Priority expected) {
        Map<String, Object> headers = Map.of("JMSPriority", jmsPriority);

        assertThat(reader.read(json("text", "ciao"), headers, "jms", "").get(0).priority())
                .isEqualTo(expected);
        assertThat(reader.read(json("priority", "normal"), headers, "jms", "")
                        .get(0)
                        .priority())
                .isEqualTo(Priority.NORMAL);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "\"true\", true", "false, false", "\"false\", false", "\"\", false"})
    void readsWhetherAMessageIsPinnedAsABooleanOrItsName(String value, boolean pinned) {
        assertThat(one("{\"to\": \"" + TO + "\", \"text\": \"ciao\", \"pinned\": " + value + "}")
                        .pinned())
                .isEqualTo(pinned);
    }

    @Test
    void takesNoPropertyForAFieldOfAJsonMessage() {
        assertThat(reader.read(json("text", "ciao"), Map.of("pinned", "true"), "jms", "")
                        .get(0)
                        .pinned())
                .isFalse();
    }

    @Test
    void takesTheExpiryOfTheJmsMessageForItsDeadlineWhereTheSenderSetsNone() {
        Map<String, Object> headers = Map.of("JMSExpiration", NOW.toEpochMilli());

        assertThat(deadline(json("text", "ciao"), headers)).isEqualTo(NOW);
        assertThat(deadline(json("validFor", "P30D"), headers)).isEqualTo("2026-12-22T10:00:00Z");
        assertThat(deadline(json("text", "ciao"), Map.of("JMSExpiration", 0L))).isEqualTo(Instant.MAX);
        Map<String, Object> keptByActiveMq = Map.of("JMSExpiration", 0L, "keptExpiration", NOW.toEpochMilli());
        assertThat(deadline(json("text", "ciao"), keptByActiveMq)).isEqualTo(NOW);
    }

    @Test
    void takesADeadlineThatHasPassed() {
        assertThat(deadline(json("validUntil", SENT), Map.of())).isEqualTo(SENT);
    }

    @Test
    void refusesTwoDeadlines() {
        assertError("""
                {"to": "+393330000001", "text": "ciao", "validFor": "PT1H", "validUntil": "2026-11-22T12:00:00Z"}""", "Field 'validFor' must not be given together with 'validUntil'");
    }

    @Test
    void refusesToBeginAtTheDeadlineOrLater() {
        assertError("""
                {"to": "+393330000001", "text": "ciao", "validFor": "PT1H", "sendAt": "2026-11-22T11:00:00Z"}""", "Field 'sendAt' must be before the message's deadline");
    }

    @Test
    void givesAMessageThatIsDeliveredAgainTheSameIds() {
        String json = toMany(3);
        Map<String, Object> headers = Map.of("JMSTimestamp", Instant.parse(SENT).toEpochMilli());
        MessageReader later =
                new MessageReader(new PhoneNumbers("IT", false), Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));

        List<SmsMessage> messages = reader.read(json, headers, "jms", "ID:1");

        assertThat(later.read(json, headers, "jms", "ID:1")).isEqualTo(messages);
        assertThat(messages)
                .extracting(SmsMessage::id)
                .containsExactly(
                        MessageId.of("ID:1", Instant.parse(SENT)),
                        MessageId.of("ID:1#1", Instant.parse(SENT)),
                        MessageId.of("ID:1#2", Instant.parse(SENT)));
        assertThat(later.read(json, Map.of(), "jms", "ID:1")).isEqualTo(reader.read(json, Map.of(), "jms", "ID:1"));
    }

    @Test
    void givesMessagesOfUnknownOriginAlwaysNewIds() {
        assertThat(one(json("text", "ciao")).id())
                .isNotEqualTo(one(json("text", "ciao")).id());
    }

    @Test
    void keepsTheIdThatAMessageHasAlready() {
        Map<String, Object> headers = Map.of("messageId", ID);

        assertThat(reader.read(toMany(2), headers, "jms", "ID:1"))
                .extracting(SmsMessage::id)
                .containsExactly(ID, MessageId.derive(ID, 1));
        assertThat(reader.read(toMany(1), Map.of("messageId", "no id"), "jms", "ID:1"))
                .extracting(SmsMessage::id)
                .containsExactly(MessageId.of("ID:1", Instant.EPOCH));
    }

    @Test
    void sendsAMessageThatComesAgainOnlyToItsOwnRecipient() {
        SmsMessage second = read(toMany(3)).get(1);

        assertThat(reader.read(toMany(3), Envelope.headers(second), "jms", "ID:2"))
                .containsExactly(second);
        assertThatThrownBy(() -> reader.read(toMany(1), Envelope.headers(second), "jms", "ID:2"))
                .hasMessage("Field 'recipient' must be one of the phone numbers in 'to'");
    }

    @Test
    void letsAnOperatorChooseTheAccountOfAMessageThatComesAgain() {
        String id = MessageId.next();
        Map<String, Object> again = Map.of("messageId", id, "redriveAccount", "chosen", "requestedAccount", "asked");

        SmsMessage message =
                reader.read(json("account", "asked"), again, "jms", "").get(0);
        assertThat(message.account()).isEqualTo("chosen");
        assertThat(message.id()).isEqualTo(id);
        assertThat(Envelope.headers(message, again))
                .containsEntry("account", "chosen")
                .containsEntry("requestedAccount", "asked")
                .doesNotContainKey("redriveAccount");
        assertThat(reader.read(json("account", "Not An Id"), again, "jms", "")).hasSize(1);
        assertThat(reader.read("ciao", with(again, "to", TO), "jms", ""))
                .extracting(SmsMessage::account)
                .containsExactly("chosen");
        assertThatThrownBy(() -> reader.read(json("text", "ciao"), with(again, "redriveAccount", "?"), "jms", ""))
                .hasMessage("Field 'account' must be 1 to 40 of a-z, 0-9 and -");
    }

    @Test
    void takesNoOperatorsChoiceOnAMessageThatIsNew() {
        assertThat(reader.read(json("account", "asked"), Map.of("redriveAccount", "chosen"), "jms", ""))
                .extracting(SmsMessage::account)
                .containsExactly("asked");
    }

    @Test
    void keepsWhereAMessageCameFromWhenItComesAgain() {
        Map<String, Object> again = Map.of("messageId", MessageId.next(), "source", "http");

        assertThat(reader.read(json("text", "ciao"), again, "jms", ""))
                .extracting(SmsMessage::source)
                .containsExactly("http");
        assertThat(reader.read(json("text", "ciao"), with(again, "source", "a b"), "jms", ""))
                .extracting(SmsMessage::source)
                .containsExactly("jms");
        assertThat(reader.read(json("text", "ciao"), Map.of("source", "http"), "jms", ""))
                .extracting(SmsMessage::source)
                .containsExactly("jms");
    }

    @Test
    void rebuildsFromAQueueWhatItRead() {
        String json = """
                {"to": ["333 0000001", "333 0000002"], "text": "perché\\n", "account": "main", "sender": "ACME",
                 "reference": "r", "priority": "high", "validFor": "PT1H", "sendAt": "2026-11-22T10:30:00.123456789Z",
                 "pinned": true}""";

        assertReadAgain(json, Map.of());
        assertReadAgain(json.getBytes(StandardCharsets.UTF_8), Map.of());
        assertReadAgain(json("text", "ciao"), Map.of("sender", "ignored", "account", "ignored"));
        assertReadAgain("ciao\n", Map.of("to", "333 0000001"));
        assertReadAgain(
                "ciao\n".getBytes(StandardCharsets.UTF_8),
                Map.of("to", "333 0000001", "account", "main", "sender", "ACME", "reference", "r", "priority", "bulk"));
        MessageReader.elements("[" + json + ", " + toMany(2) + "]").forEach(each -> assertReadAgain(each, Map.of()));
    }

    @Test
    void rebuildsAMessageWhoseRouteAndDeadlineWereSet() {
        SmsMessage message = one(json("account", "asked")).withDeadline(NOW);
        Map<String, Object> headers = Envelope.headers(message);
        headers.put(MessageHeaders.ACCOUNT, "other");

        assertThat(reader.readAgain(json("account", "asked"), headers)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"messageId", "recipient", "deadline", "sendAt", "priority"})
    void refusesToRebuildAMessageThatWasNeverRead(String missing) {
        Map<String, Object> headers = Envelope.headers(one(json("text", "ciao")));
        headers.remove(missing);

        assertThatThrownBy(() -> reader.readAgain(json("text", "ciao"), headers))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageStartingWith("Field '" + missing + "' must be ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deadline", "sendAt"})
    void refusesToRebuildAMessageWithAnInstantBeforeAllTime(String name) {
        Map<String, Object> headers = Envelope.headers(one(json("text", "ciao")));
        headers.put(name, Instant.MIN.toString());

        assertThatThrownBy(() -> reader.readAgain(json("text", "ciao"), headers))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageStartingWith("Field '" + name + "' must be ");
    }

    @Test
    void partsAnArrayIntoItsObjectsAsTheyAreWritten() {
        assertThat(MessageReader.elements(" [ {\"a\" : [1, {\"b\":\"}\"}]}\n,{ }, {\"é€\ud83d\ude00\": \"x\"}] "))
                .containsExactly("{\"a\" : [1, {\"b\":\"}\"}]}", "{ }", "{\"é€\ud83d\ude00\": \"x\"}");
        assertThat(MessageReader.elements(" {\"a\": 1}\n")).containsExactly("{\"a\": 1}");
    }

    @Test
    void partsALargeArray() {
        List<String> elements = IntStream.range(0, 1000)
                .mapToObj(i -> json("text", "perché € " + i + "x".repeat(i)))
                .toList();

        assertThat(MessageReader.elements(String.join(",\n", elements).transform(all -> "[" + all + "]")))
                .isEqualTo(elements);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    []            | Message must be an array with at least one JSON object
                    ''            | Message must be a JSON object or an array of JSON objects
                    "x"           | Message must be a JSON object or an array of JSON objects
                    [{}, 1]       | Message must be an array of JSON objects only, but element 1 is a number
                    [[{}]]        | Message must be an array of JSON objects only, but element 0 is an array
                    [{}] {}       | Message must end after the JSON, but more follows at line 1, column 6
                    {} []         | Message must end after the JSON, but more follows at line 1, column 4
                    [{}           | Message cannot be read as JSON at line 1, column 4
                    [{"a": tru}]  | Message cannot be read as JSON at line 1, column 8
                    [{"a":[[[[[[[[[]]]]]]]]]}] | Message must not be nested deeper than 8 levels, nor have endless names or numbers
                    """)
    void saysWhyAnArrayCannotBeParted(String json, String error) {
        assertThatThrownBy(() -> MessageReader.elements(json))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage(error);
    }

    @Test
    void limitsAnArray() {
        String thousand = "{},".repeat(999) + "{}";

        assertThat(MessageReader.elements("[" + thousand + "]")).hasSize(1000);
        assertThatThrownBy(() -> MessageReader.elements("[" + thousand + ",{}]"))
                .hasMessage("Message must be an array of at most 1000");
        assertThatThrownBy(() -> MessageReader.elements("[" + " ".repeat(MessageReader.MAX_BODY_BYTES) + "]"))
                .hasMessage("Message must be at most 1048576 bytes, but is 1048578");
    }

    private List<SmsMessage> read(String json) {
        return reader.read(json, Map.of(), "jms", "");
    }

    private static Map<String, Object> with(Map<String, Object> headers, String name, String value) {
        Map<String, Object> more = new HashMap<>(headers);
        more.put(name, value);
        return more;
    }

    private SmsMessage one(String json) {
        List<SmsMessage> messages = read(json);
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private Instant deadline(String json, Map<String, Object> headers) {
        return reader.read(json, headers, "jms", "").get(0).deadline();
    }

    private void assertReadAgain(Object body, Map<String, Object> arrived) {
        assertThat(reader.read(body, arrived, "jms", "ID:1")).allSatisfy(message -> {
            Map<String, Object> headers = Envelope.headers(message, arrived);
            assertThat(headers.values()).allMatch(String.class::isInstance);
            assertThat(reader.readAgain(body, headers)).isEqualTo(message);
        });
    }

    private void assertError(Object body, String error) {
        assertThatThrownBy(() -> reader.read(body, Map.of(), "jms", "ID:1"))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage(error);
    }

    /** A message with one more field than it must have, or another text. */
    private static String json(String field, String value) {
        String text = field.equals("text") ? "" : "\"text\": \"ciao\", ";
        return "{\"to\": \"" + TO + "\", " + text + "\"" + field + "\": \"" + value + "\"}";
    }

    private static String toMany(int recipients) {
        return IntStream.rangeClosed(1, recipients)
                .mapToObj(i -> "\"+39333%07d\"".formatted(i))
                .collect(Collectors.joining(",", "{\"text\": \"ciao\", \"to\": [", "]}"));
    }
}
