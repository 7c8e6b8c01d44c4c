package io.staffetta.provider.table;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds words of refusal, Italian and English, in an answer that has a word of success: {@code OK} beside {@code rifiutato}
 * proves nothing. Only whole words count, also those that are joined, as in {@code AccessDenied} and {@code ERR_12}.
 */
public final class Refusals {

    private static final Set<String> WORDS = words("""
            nok ko no not none null nil nul nan undefined false denied deny reject rejected rejection refused refuse refusal
            error errors err failed fail fails failure fault invalid unauthorized unauthorised forbidden exception expired
            blocked blacklisted blacklist unknown unavailable disabled suspended aborted abort cancelled canceled
            unsuccessful insufficient missing wrong timeout unable cannot never bad illegal maintenance exceeded discarded
            dropped undelivered undeliverable undeliv unrouted unreachable overload overloaded locked banned barred
            prohibited incorrect malformed unsupported unregistered inactive nack nak negative stopped closed warning fatal
            notice deprecated stacktrace traceback notfound nocredit nodestination notauth nosender noroute
            rifiutato rifiutata rifiutati rifiuto errore errori errato errata errati fallito fallita falliti fallimento
            non negato negata nega diniego respinto respinta annullato annullata scaduto scaduta sconosciuto sconosciuta
            inesistente bloccato bloccata disabilitato disabilitata disattivato disattivata sospeso sospesa insufficiente
            esaurito esaurita mancante manca impossibile vietato vietata nessun nessuno nessuna scartato scartata nullo
            nulla manutenzione falso sbagliato sbagliata anomalia invalido invalida assente interrotto indisponibile
            negativo inviabile superato superata troppi troppe ripetere riprova riprovare attenzione chiuso chiusa""");

    /** Fields whose very name is one of refusal, so that any value of theirs is one but those of {@link #NOTHING}. */
    private static final Set<String> BAD_NAMES =
            words("error errors err errore errori fault faults exception exceptions failure failures"
                    + " failed rejected refused invalid denied discarded skipped excluded anomalia anomalie rifiutati falliti"
                    + " scartati scarti scartato errati respinti esclusi");

    private static final Set<String> NOTHING = Set.of(
            "",
            "0",
            "00",
            "000",
            "0.0",
            "false",
            "none",
            "no",
            "ok",
            "null",
            "nessuno",
            "nessun errore",
            "no error",
            "success");

    private static final Set<String> GOOD_NAMES =
            words("success successful succeeded ok accepted sent submitted queued valid"
                    + " authenticated authorized result outcome esito riuscito accettato inviato status state stato");
    private static final Set<String> CODE_NAMES = words(
            "code codice result risultato esito outcome ret return returncode rc status state stato http httpstatus statuscode");

    private static final Pattern NO_ERROR = Pattern.compile(
            "\\b(?:no|without|0|nessun|senza) (?:errors?|errore|errori)\\b|\\b(?:errors?|errori|errore)\\s*[:=]\\s*(?:0|none|no|null|nessuno)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> YES_NAMES =
            words("success ok accepted sent submitted inviati inviato accettati accettato");
    /** What follows or leads such a name where it is a count. */
    private static final Set<String> COUNTS = words("count total totale numero num n messages messaggi sms");
    /** Names of fields by which a provider tells that it only rehearses: nothing is sent. */
    private static final Pattern REHEARSAL = Pattern.compile(
            "(?:is[_-]?)?(?:test(?:[_-]?mode)?|dry[_-]?run|simulat(?:ed|ion|e)|simulazione|simulato|prova)",
            Pattern.CASE_INSENSITIVE);

    private static final Set<String> YES = Set.of("true", "1", "yes", "si", "sì", "on");
    /** Below zero, or an HTTP status that tells an error. */
    private static final Pattern BAD_CODE = Pattern.compile("-[0-9.]+|[45][0-9]{2}");

    /** A word, where {@code bad} followed by digits and letters up to f is a number. */
    private static final Pattern BAD_ALONE = Pattern.compile("bad[ _-]?[a-z]*[g-z].*");

    private static final int LONG = 3;
    private static final int LONGER = 5;
    private static final List<String> LONG_WORDS =
            WORDS.stream().filter(word -> word.length() >= LONGER).toList();

    private Refusals() {}

    private static Set<String> words(String all) {
        return Set.copyOf(Arrays.asList(all.strip().split("\\s+", -1)));
    }

    /** The words that no descriptor may name as success, and no shape of an id may match. */
    static Stream<String> all() {
        return WORDS.stream();
    }

    /** The first word of refusal in a text. */
    public static Optional<String> in(String text) {
        for (String part : parts(text)) {
            if (WORDS.contains(part)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }

    /**
     * The same for an id, or another single word: also where a long one is part of it, as in {@code USERUNKNOWN2}, and not
     * where a short one may be chance, as {@code bad} in a hexadecimal number.
     */
    static Optional<String> inWord(String word) {
        if (!WordParts.hasLetters(word, 2)) {
            return Optional.empty(); // Digits, mostly. There is no word of one letter.
        }
        String plain = word.toLowerCase(Locale.ROOT).replace("default", "");
        List<String> parts = parts(word);
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            boolean counts = part.length() >= LONG || (i == 0 && plain.startsWith(part));
            boolean chance = part.equals("bad") && !BAD_ALONE.matcher(plain).matches();
            if (counts && WORDS.contains(part) && !chance) {
                return Optional.of(part);
            }
        }
        return WordParts.hasLetters(plain, LONGER) ? partOf(plain) : Optional.empty();
    }

    private static Optional<String> partOf(String plain) {
        for (String each : LONG_WORDS) {
            if (plain.contains(each)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static List<String> parts(String text) {
        // Most say nothing of an error, and need not be looked through for one that is denied.
        boolean error = text.toLowerCase(Locale.ROOT).contains("err");
        List<String> parts = WordParts.of(error ? NO_ERROR.matcher(text).replaceAll(" ") : text);
        parts.replaceAll(WordParts::withoutNumber);
        return parts;
    }

    /** Whether a field, such as {@code sent}, {@code sent_count} or {@code totale_inviati}, tells whether anything was sent. */
    private static boolean isCountOfSent(List<String> names) {
        int last = names.size() - 1;
        return last >= 0
                && (YES_NAMES.contains(names.get(last))
                        || (last > 0 && COUNTS.contains(names.get(last)) && YES_NAMES.contains(names.get(last - 1))));
    }

    /** What in a value, or in its name, speaks of a refusal. */
    public static Optional<String> in(AnswerLeaf leaf) {
        List<String> names = WordParts.of(leaf.place());
        String value = leaf.value().toLowerCase(Locale.ROOT);
        if (!Collections.disjoint(BAD_NAMES, names)) {
            return NOTHING.contains(value) ? Optional.empty() : Optional.of(leaf.place());
        }
        String name = names.isEmpty() ? "" : names.get(names.size() - 1);
        boolean no = GOOD_NAMES.contains(name) && value.equals("false");
        boolean none = isCountOfSent(names) && value.equals("0");
        boolean rehearsal = YES.contains(value)
                && REHEARSAL
                        .matcher(leaf.place().substring(leaf.place().lastIndexOf('/') + 1))
                        .matches();
        boolean badCode = CODE_NAMES.contains(name) && BAD_CODE.matcher(value).matches();
        if (no || none || rehearsal || badCode) {
            return Optional.of(leaf.place() + " " + value);
        }
        if (value.equals("false") || value.equals("true")) {
            return Optional.empty(); // Of a field that says nothing about the whole.
        }
        if (Markup.begins(leaf.value())) {
            return Optional.of("mark-up");
        }
        return in(leaf.value()).or(() -> isSingle(leaf.value()) ? inWord(leaf.value()) : Optional.empty());
    }

    private static boolean isSingle(String value) {
        return value.chars().noneMatch(c -> c == ' ' || (c >= '\t' && c <= '\r'));
    }
}
