package io.staffetta.message;

import io.staffetta.language.Phrase;
import java.util.stream.IntStream;

/** Fits a text to what a provider carries, and counts what it takes on the air. */
public final class SmsText {

    private SmsText() {}

    /** Names how a text is encoded, and how much of it a segment holds. */
    public enum Encoding {
        /** The alphabet of 3GPP TS 23.038 with its extension table, counted in septets. */
        GSM7("septets of GSM 03.38", 160, 153),
        /** Unicode, counted in UTF-16 code units. */
        UCS2("UTF-16 units of UCS-2", 70, 67);

        /** Segments that the gateway puts up with where the provider sets no limit. */
        static final int MAX_SEGMENTS = 10;

        private final String unit;
        private final int single;
        private final int part;

        Encoding(String unit, int single, int part) {
            this.unit = unit;
            this.single = single;
            this.part = part;
        }

        /** The gateway's own limit: what ten segments hold, 1530 septets or 670 UTF-16 code units. */
        public int maxLength() {
            return part * MAX_SEGMENTS;
        }

        /** What each character of a text takes. A surrogate pair is one character of two units. */
        private IntStream lengths(String text) {
            return this == GSM7
                    ? text.chars().map(c -> GsmAlphabet.septets((char) c))
                    : text.codePoints().map(Character::charCount);
        }

        /** Segments that hold characters of these lengths, none of which is cut in two. */
        private int segments(int[] lengths, int length) {
            if (length <= single) {
                return 1;
            }
            int segments = 1;
            int used = 0;
            for (int next : lengths) {
                if (used + next > part) {
                    segments++;
                    used = 0;
                }
                used += next;
            }
            return segments;
        }
    }

    /**
     * A text as a provider will carry it.
     *
     * @param text in characters of the encoding
     * @param encoding how it travels
     * @param length septets with GSM-7, where extension characters count two; UTF-16 code units with UCS-2
     * @param segments how many SMS it takes, 1 or more, with the headers of concatenation; no character is cut in two
     * @param replaced how many characters of the original were replaced by {@code ?}, 0 or more
     */
    public record Fitted(String text, Encoding encoding, int length, int segments, int replaced) {

        /** A text of which nothing was replaced by {@code ?}. */
        public Fitted(String text, Encoding encoding, int length, int segments) {
            this(text, encoding, length, segments, 0);
        }

        /** Tells the measures but not the text, so that it may be logged. */
        @Override
        public String toString() {
            return "Fitted[" + encoding + ", " + length + ", " + segments + "]";
        }
    }

    /**
     * Chooses the encoding of a text, replaces characters where it must, and checks the length.
     *
     * @param text text without unpaired surrogates
     * @param unicodeAllowed whether the provider carries UCS-2; then nothing is replaced
     * @param maxLength longest text, in the unit of its encoding; 0 for the gateway's own limit, see
     *     {@link Encoding#maxLength()}
     * @param policy what becomes of characters that are not in GSM 03.38, where UCS-2 cannot be had
     * @throws InvalidMessageException for a text that is too long, or whose characters the provider cannot carry; never
     *     repeats the text
     */
    public static Fitted fit(String text, boolean unicodeAllowed, int maxLength, UnsupportedCharacters policy) {
        if (GsmAlphabet.covers(text)) {
            return measured(text, Encoding.GSM7, maxLength, 0);
        }
        if (unicodeAllowed) {
            return measured(text, Encoding.UCS2, maxLength, 0);
        }
        if (policy == UnsupportedCharacters.REFUSE) {
            throw notCovered(text);
        }
        Transliteration.Written written = Transliteration.apply(text, policy == UnsupportedCharacters.REPLACE);
        return measured(written.text(), Encoding.GSM7, maxLength, written.replaced());
    }

    /** Where the first character of a text stands that GSM 03.38 does not have, in UTF-16 code units; -1 if there is none. */
    public static int firstOutsideGsm(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (GsmAlphabet.septets(text.charAt(i)) == 0) {
                return i;
            }
        }
        return -1;
    }

    private static Fitted measured(String text, Encoding encoding, int maxLength, int replaced) {
        int[] lengths = encoding.lengths(text).toArray();
        int length = IntStream.of(lengths).sum();
        int limit = maxLength == 0 ? encoding.maxLength() : maxLength;
        if (length > limit) {
            throw new InvalidMessageException(
                    "text", Phrase.of("must be at most {0} {1}, but is {2}", limit, Phrase.of(encoding.unit), length));
        }
        return new Fitted(text, encoding, length, encoding.segments(lengths, length), replaced);
    }

    private static InvalidMessageException notCovered(String text) {
        int[] others = text.codePoints()
                .filter(c -> !GsmAlphabet.covers(Character.toString(c)))
                .toArray();
        return new InvalidMessageException(
                "text",
                Phrase.of(
                        "must have only characters of GSM 03.38, since the account replaces none: {0} others, first {1}",
                        others.length, CodePoints.numbered(others[0])));
    }
}
