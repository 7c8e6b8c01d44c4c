package io.staffetta.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void neverGivesTheSameIdTwice() {
        List<String> ids =
                IntStream.range(0, 10_000).mapToObj(i -> MessageId.next()).toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(MessageId::isValid);
    }

    @Test
    void givesIdsOfThePresent() {
        String before = MessageId.of("", Instant.now()).substring(0, 10);
        String id = MessageId.next();
        String after = MessageId.of("", Instant.now()).substring(0, 10);

        assertThat(id.substring(0, 10)).isBetween(before, after);
    }

    @Test
    void givesTheSameOriginTheSameId() {
        assertThat(MessageId.of("ID:host-1:1", AT)).isEqualTo(MessageId.of("ID:host-1:1", AT));
    }

    @Test
    void givesAnotherOriginAnotherIdOfTheSameTime() {
        String one = MessageId.of("ID:host-1:1", AT);
        String other = MessageId.of("ID:host-1:2", AT);

        assertThat(other).isNotEqualTo(one).startsWith(one.substring(0, 10));
    }

    @ParameterizedTest(name = "{0} begins {1}")
    @CsvSource({
        "1970-01-01T00:00:00Z, 0000000000",
        "1970-01-01T00:00:00.001Z, 0000000001",
        "1970-01-01T00:00:00.032Z, 0000000010",
        "2016-07-30T22:36:16.385Z, 01ARYZ6S41",
        "-1000000000-01-01T00:00:00Z, 0000000000",
        "+1000000000-12-31T23:59:59.999999999Z, 7ZZZZZZZZZ"
    })
    void beginsWithTheTimeInMilliseconds(Instant at, String expected) {
        assertThat(MessageId.of("origin", at)).startsWith(expected).matches(MessageId::isValid);
    }

    @Test
    void endsWithTheFirstEightyBitsOfTheOriginsDigest() {
        // SHA-256 of "abc" begins ba7816bf8f01cfea4141.
        assertThat(MessageId.of("abc", Instant.EPOCH)).isEqualTo("0000000000Q9W1DFWF07" + "7YMGA1");
    }

    @Test
    void derivesIdsThatAlwaysFollowFromTheFirst() {
        String first = MessageId.of("ID:host-1:1", AT);

        assertThat(MessageId.derive(first, 0)).isEqualTo(first);
        assertThat(MessageId.derive(first, 1))
                .isEqualTo(MessageId.derive(first, 1))
                .isNotEqualTo(first)
                .isNotEqualTo(MessageId.derive(first, 2))
                .startsWith(first.substring(0, 10))
                .matches(MessageId::isValid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000000000000000000000", "01ARYZ6S41TSV4RRFFQ69G5FAV", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"})
    void knowsAnId(String id) {
        assertThat(MessageId.isValid(id)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "01ARYZ6S41TSV4RRFFQ69G5FA",
                "01ARYZ6S41TSV4RRFFQ69G5FAVX",
                "01aryz6s41tsv4rrffq69g5fav",
                "81ARYZ6S41TSV4RRFFQ69G5FAV",
                "01ARYZ6S41TSV4RRFFQ69G5FAI",
                "01ARYZ6S41TSV4RRFFQ69G5FAL",
                "01ARYZ6S41TSV4RRFFQ69G5FAO",
                "01ARYZ6S41TSV4RRFFQ69G5FAU",
                "01ARYZ6S41TSV4RRFFQ69G5FA\n"
            })
    void knowsWhatIsNoId(String text) {
        assertThat(MessageId.isValid(text)).isFalse();
    }
}
