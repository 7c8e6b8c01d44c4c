package io.staffetta.provider;

import java.util.Arrays;
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
final class Refusals {

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

    private static final Pattern JOINT =
            Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|[^\\p{L}\\p{N}]+");
    private static final Pattern DIGITS_AT_END = Pattern.compile("[0-9]+\\z");
    private static final Pattern NO_ERROR = Pattern.compile(
            "\\b(?:no|without|0|nessun|senza) (?:errors?|errore|errori)\\b|\\b(?:errors?|errori|errore)\\s*[:=]\\s*(?:0|none|no|null|nessuno)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANK = Pattern.compile("\\s");
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

    private static final int LONG = 3;
    private static final int LONGER = 5;

    private Refusals() {}

    private static Set<String> words(String all) {
        return Set.copyOf(Arrays.asList(all.strip().split("\\s+", -1)));
    }

    /** The words that no descriptor may name as success, and no shape of an id may match. */
    static Stream<String> all() {
        return WORDS.stream();
    }

    /** The first word of refusal in a text. */
    static Optional<String> in(String text) {
        return parts(text).filter(WORDS::contains).findFirst();
    }

    /**
     * The same for an id, or another single word: also where a long one is part of it, as in {@code USERUNKNOWN2}, and not
     * where a short one may be chance, as {@code bad} in a hexadecimal number.
     */
    static Optional<String> inWord(String word) {
        String plain = word.toLowerCase(Locale.ROOT).replace("default", "");
        return Stream.concat(
                        parts(word).limit(1).filter(WORDS::contains).filter(first -> plain.startsWith(first)),
                        parts(word).filter(each -> each.length() >= LONG && WORDS.contains(each)))
                .filter(each -> !each.equals("bad") || plain.matches("bad[ _-]?[a-z]*[g-z].*"))
                .findFirst()
                .or(() -> WORDS.stream()
                        .filter(each -> each.length() >= LONGER && plain.contains(each))
                        .findFirst());
    }

    private static Stream<String> parts(String text) {
        return JOINT.splitAsStream(NO_ERROR.matcher(text).replaceAll(" "))
                .map(word ->
                        DIGITS_AT_END.matcher(word.toLowerCase(Locale.ROOT)).replaceFirst(""));
    }

    /** Whether a field, such as {@code sent}, {@code sent_count} or {@code totale_inviati}, tells whether anything was sent. */
    private static boolean isCountOfSent(List<String> names) {
        int last = names.size() - 1;
        return last >= 0
                && (YES_NAMES.contains(names.get(last))
                        || (last > 0 && COUNTS.contains(names.get(last)) && YES_NAMES.contains(names.get(last - 1))));
    }

    /** What in a value, or in its name, speaks of a refusal. */
    static Optional<String> in(Told.Leaf leaf) {
        List<String> names = JOINT.splitAsStream(leaf.place())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        String value = leaf.value().toLowerCase(Locale.ROOT);
        if (names.stream().anyMatch(BAD_NAMES::contains)) {
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
        return in(leaf.value()).or(() -> BLANK.matcher(leaf.value()).find() ? Optional.empty() : inWord(leaf.value()));
    }
}
