package io.staffetta.provider.table;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places at which words quote a text: three words of it or more in its order; fewer, where quotation marks, a colon or
 * dots set them off; or the whole of it. Words are compared without case, accents and encoding; within a quotation one may be
 * changed, added or left out, as where {@code €} became {@code EUR}.
 */
final class Quotations {

    /** What stands in place of words that were taken out. */
    static final String MASK = "***";

    private static final int ENOUGH = 3;
    private static final int SHORTEST_ALONE = 4;
    private static final int LONGEST_TEXT = 2000;
    private static final int LOOK_BACK = 8;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OPENING = Pattern.compile("(?:[\"'\u00ab\u201c\u2018(\\[]|[:=]\\s*)\\z");
    private static final Pattern CLOSING =
            Pattern.compile("[\"'\u00bb\u201d\u2019)\\]]|\\.{3}|\u2026|\\s*[.!]?\\s*\\z");
    private static final Pattern CUT = Pattern.compile("\\.{3}|\u2026");

    private record Word(String plain, int from, int to) {}

    /** Measures how far words and text agree: the ends in both, and the number of equal words. */
    private record Run(int saidEnd, int textEnd, int equal) {}

    private final List<Word> text;
    private final Map<String, List<Integer>> places = new HashMap<>();

    Quotations(String text) {
        this.text = words(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
        for (int i = 0; i < this.text.size(); i++) {
            places.computeIfAbsent(this.text.get(i).plain(), word -> new ArrayList<>())
                    .add(i);
        }
    }

    /** The words with a mask in place of what they quote; as they are where they quote nothing. */
    String hide(String words) {
        String decoded = Markup.decoded(words);
        List<Word> said = words(decoded);
        StringBuilder left = new StringBuilder();
        int copied = 0;
        int at = 0;
        while (at < said.size()) {
            int end = end(said, at, decoded);
            if (end > at) {
                left.append(decoded, copied, said.get(at).from()).append(MASK);
                copied = said.get(end - 1).to();
            }
            at = Math.max(end, at + 1);
        }
        return copied == 0 ? words : left.append(decoded.substring(copied)).toString();
    }

    /** The end of the longest quotation that begins at a word; that word where none does. */
    private int end(List<Word> said, int at, String words) {
        int longest = at;
        for (int place : places.getOrDefault(said.get(at).plain(), List.of())) {
            Run run = run(said, at, place);
            if (run.saidEnd() > longest && isQuotation(run, place, said, at, words)) {
                longest = run.saidEnd();
            }
        }
        return longest;
    }

    private boolean isQuotation(Run run, int place, List<Word> said, int at, String words) {
        if (run.equal() >= ENOUGH) {
            return true;
        }
        boolean ofSubstance = text.size() > 1 || text.get(0).plain().length() >= SHORTEST_ALONE;
        if (place == 0 && run.textEnd() == text.size() && ofSubstance) {
            return true;
        }
        int to = said.get(run.saidEnd() - 1).to();
        int from = said.get(at).from();
        boolean opened = OPENING.matcher(words.substring(Math.max(0, from - LOOK_BACK), from))
                .find();
        boolean closed = CLOSING.matcher(words).region(to, words.length()).lookingAt();
        boolean cut = CUT.matcher(words).region(to, words.length()).lookingAt();
        return (opened && closed) || (cut && place == 0 && run.equal() > 1);
    }

    private Run run(List<Word> said, int at, int place) {
        int s = at;
        int t = place;
        int equal = 0;
        while (s < said.size() && t < text.size()) {
            if (same(said, s, t)) {
                s++;
                t++;
                equal++;
            } else if (same(said, s + 1, t + 1)) {
                s++;
                t++;
            } else if (same(said, s + 1, t)) {
                s++;
            } else if (same(said, s, t + 1)) {
                t++;
            } else {
                break;
            }
        }
        return new Run(s, t, equal);
    }

    private boolean same(List<Word> said, int s, int t) {
        return s < said.size()
                && t < text.size()
                && said.get(s).plain().equals(text.get(t).plain());
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(new Word(plain(matcher.group()), matcher.start(), matcher.end()));
        }
        return words;
    }

    private static String plain(String word) {
        return MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
    }
}
