package io.staffetta.batch.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Guesses which field a column is: by words that other programs have for it, Italian and English, or by a typing error. */
final class Synonyms {

    private static final Map<String, List<String>> WORDS = Map.of(
            "to",
            List.of(
                    "telefono",
                    "telefonino",
                    "tel",
                    "cellulare",
                    "cell",
                    "cel",
                    "numero",
                    "num",
                    "nr",
                    "destinatario",
                    "destinatari",
                    "destinazione",
                    "recapito",
                    "contatto",
                    "mobile",
                    "phone",
                    "telephone",
                    "cellphone",
                    "number",
                    "recipient",
                    "recipients",
                    "msisdn",
                    "gsm",
                    "destination",
                    "dest"),
            "text",
            List.of("messaggio", "testo", "message", "msg", "mex", "body", "content", "contenuto", "corpo", "sms"),
            "reference",
            List.of("riferimento", "rif", "ref", "id", "codice", "pratica", "ordine", "order", "externalid"),
            "sender",
            List.of("mittente", "from", "da", "alias", "originator"),
            "priority",
            List.of("priorita", "urgenza", "urgency", "prio"),
            "sendAt",
            List.of("invio", "quando", "when", "schedule", "scheduled", "programmato", "data", "date"),
            "validUntil",
            List.of("scadenza", "scade", "expires", "expiry", "expiration", "entro", "deadline"),
            "validFor",
            List.of("durata", "validita", "validity", "ttl", "duration"),
            "account",
            List.of("conto", "utenza", "gateway", "operatore", "provider"),
            "pinned",
            List.of("fisso", "bloccato", "fixed"));

    private static final Pattern ACCENT = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}]+");
    private static final int LONGEST = 40;
    private static final int SHORTEST_SLIP = 4;
    private static final int MOST_SLIPS = 2;

    private Synonyms() {}

    /**
     * The field that is nearest to a name.
     *
     * @param among what the column may be
     */
    static Optional<String> nearest(String name, Collection<String> among) {
        if (name.isBlank() || name.length() > LONGEST) {
            return Optional.empty();
        }
        List<String> words = words(name);
        return byWord(words, among).or(() -> bySlip(String.join("", words), among));
    }

    /** Its words in the order in which they tell: of "Numero di telefono", each alone would do. */
    private static List<String> words(String name) {
        String plain =
                ACCENT.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
        return Arrays.stream(BETWEEN_WORDS.split(plain.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** A field's own name in it tells more than a synonym; and of these "testo" in "Testo SMS" more than "data" in others. */
    private static Optional<String> byWord(List<String> words, Collection<String> among) {
        Optional<String> own = among.stream()
                .filter(field -> words.contains(field.toLowerCase(Locale.ROOT))
                        || String.join("", words).equals(field.toLowerCase(Locale.ROOT)))
                .findFirst();
        return own.or(() -> words.stream()
                .flatMap(word -> among.stream()
                        .filter(field -> WORDS.getOrDefault(field, List.of()).contains(word)))
                .findFirst());
    }

    private static Optional<String> bySlip(String word, Collection<String> among) {
        if (word.length() < SHORTEST_SLIP) {
            return Optional.empty();
        }
        Map<String, String> candidates = new HashMap<>();
        for (String field : among) {
            candidates.put(field.toLowerCase(Locale.ROOT), field);
            WORDS.getOrDefault(field, List.of()).forEach(synonym -> candidates.put(synonym, field));
        }
        return candidates.keySet().stream()
                .filter(candidate -> candidate.length() >= SHORTEST_SLIP)
                .filter(candidate -> distance(word, candidate) <= mostSlips(word, candidate))
                .min((one, other) -> distance(word, one) - distance(word, other))
                .map(candidates::get);
    }

    private static int mostSlips(String word, String candidate) {
        boolean isLong = candidate.length() >= MOST_SLIPS * 3 || candidate.charAt(0) == word.charAt(0);
        return isLong ? MOST_SLIPS : 1;
    }

    /** How many letters must be put in, taken out or changed to make one word of another; two that changed places are one. */
    private static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                steps[i][j] = i == 0 ? j : j == 0 ? i : step(steps, from, to, i, j);
            }
        }
        return steps[from.length()][to.length()];
    }

    private static int step(int[][] steps, String from, String to, int i, int j) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + change);
        boolean isSwap =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return isSwap ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
