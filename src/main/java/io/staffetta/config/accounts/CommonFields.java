package io.staffetta.config.accounts;

import io.staffetta.account.Limits;
import io.staffetta.account.QuietHours;
import io.staffetta.account.UnknownOutcome;
import io.staffetta.config.Suggestion;
import io.staffetta.language.Phrase;
import io.staffetta.message.UnsupportedCharacters;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the fields that accounts of every provider have. A value that is a problem is read as the default. */
final class CommonFields {

    /** Fastest pace that can be set, in messages a second. */
    static final int MAX_PER_SECOND = 10_000;

    /** Most submissions under way at once that can be set. */
    static final int MAX_CONCURRENCY = 1_000;

    private static final Duration MIN_VALIDITY = Duration.ofSeconds(1);
    private static final Duration MAX_VALIDITY = Duration.ofDays(30);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");
    static final String PER_SECOND = "perSecond";
    static final String CONCURRENCY = "concurrency";
    static final String FROM = "from";
    static final String TO = "to";
    static final String ZONE = "zone";

    private final YamlMap account;

    CommonFields(YamlMap account) {
        this.account = account;
    }

    /** The names of the fields, less those that choose the provider. */
    static List<String> names() {
        return Stream.of(CommonField.values())
                .filter(field -> field != CommonField.PROVIDER && field != CommonField.API)
                .map(CommonField::key)
                .toList();
    }

    /** The description, in one line; empty if it is a problem. */
    String description() {
        return account.required(CommonField.DESCRIPTION.key(), "give a few words by which people know the account")
                .map(text -> text.value().strip().replaceAll("\\s+", " "))
                .orElse("");
    }

    /** Whether the account may be used; it may unless the file says otherwise. */
    boolean enabled() {
        String choice = choice(CommonField.ENABLED.key(), List.of("true", "false"));
        return !choice.equals("false");
    }

    /**
     * What becomes of unsupported characters; they are replaced, lest an emoji stop an alarm, unless the file says
     * otherwise.
     */
    UnsupportedCharacters unsupportedCharacters() {
        List<String> names = Stream.of(UnsupportedCharacters.values())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        String choice = choice(CommonField.UNSUPPORTED_CHARACTERS.key(), names);
        return choice.isEmpty()
                ? UnsupportedCharacters.REPLACE
                : UnsupportedCharacters.valueOf(choice.toUpperCase(Locale.ROOT));
    }

    /** What becomes of a message of unknown outcome; a dead letter unless the file says otherwise. */
    UnknownOutcome unknownOutcome() {
        List<String> names =
                Stream.of(UnknownOutcome.values()).map(UnknownOutcome::label).toList();
        String choice = choice(CommonField.UNKNOWN_OUTCOME.key(), names);
        return choice.equals(UnknownOutcome.REDELIVER.label()) ? UnknownOutcome.REDELIVER : UnknownOutcome.DEAD_LETTER;
    }

    /** The quiet hours; none unless the file gives them. */
    Optional<QuietHours> quietHours() {
        String name = CommonField.QUIET_HOURS.key();
        if (!account.has(name)) {
            return Optional.empty();
        }
        return account.map(name, account.scope().within(name)).flatMap(CommonFields::quietHours);
    }

    private static Optional<QuietHours> quietHours(YamlMap map) {
        List<String> allowed = List.of(FROM, TO, ZONE);
        map.allow(
                allowed,
                written -> Phrase.of("{0} has {1}", CommonField.QUIET_HOURS.key(), Suggestion.among(written, allowed)));
        Optional<LocalTime> from = time(map, FROM);
        Optional<LocalTime> to = time(map, TO);
        ZoneId zone = map.text(ZONE).map(text -> zone(map, text)).orElse(QuietHours.DEFAULT_ZONE);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        if (from.equals(to)) {
            map.problem(TO, "is the same as 'from'", "must be another time; leave quiet-hours out for none");
            return Optional.empty();
        }
        return Optional.of(new QuietHours(from.get(), to.get(), zone));
    }

    private static Optional<LocalTime> time(YamlMap map, String name) {
        return map.required(name, "must be a time in double quotes, such as \"22:00\"")
                .flatMap(text -> {
                    try {
                        return Optional.of(LocalTime.parse(text.value()));
                    } catch (DateTimeParseException e) {
                        map.problem(
                                name,
                                Phrase.of("is ''{0}''", text.written()),
                                "must be a time from 00:00 to 23:59, such as \"22:00\"");
                        return Optional.empty();
                    }
                });
    }

    private static ZoneId zone(YamlMap map, YamlText text) {
        try {
            return ZoneId.of(text.value());
        } catch (DateTimeException e) {
            map.problem(ZONE, Phrase.of("is ''{0}''", text.written()), "must be a zone such as Europe/Rome");
            return QuietHours.DEFAULT_ZONE;
        }
    }

    private String choice(String name, List<String> allowed) {
        Optional<YamlText> text = account.text(name);
        if (text.isPresent() && !allowed.contains(text.get().value())) {
            account.problem(
                    name,
                    Phrase.of("is ''{0}''", text.get().written()),
                    Phrase.of("must be {0}", Suggestion.either(text.get().written(), allowed)));
            return "";
        }
        return text.map(YamlText::value).orElse("");
    }

    /** The limits, those that the file leaves out at their default. */
    Limits limits() {
        String name = CommonField.LIMITS.key();
        Optional<YamlMap> map =
                account.has(name) ? account.map(name, account.scope().within(name)) : Optional.empty();
        if (map.isEmpty()) {
            return Limits.DEFAULT;
        }
        List<String> allowed = List.of(PER_SECOND, CONCURRENCY);
        map.get().allow(allowed, written -> Phrase.of("{0} has {1}", name, Suggestion.among(written, allowed)));
        double perSecond = number(map.get(), PER_SECOND, 0, MAX_PER_SECOND, false, Limits.DEFAULT.perSecond());
        double concurrency = number(map.get(), CONCURRENCY, 1, MAX_CONCURRENCY, true, Limits.DEFAULT.concurrency());
        return new Limits(perSecond, (int) concurrency);
    }

    private static double number(YamlMap map, String name, int min, int max, boolean whole, double defaultValue) {
        Optional<YamlText> text = map.text(name);
        if (text.isEmpty()) {
            return defaultValue;
        }
        double value = NUMBER.matcher(text.get().value()).matches()
                ? Double.parseDouble(text.get().value())
                : -1;
        if (value < min || value > max || (whole && value != Math.rint(value))) {
            Phrase right = Phrase.of(
                    whole ? "must be a whole number from {0} to {1}" : "must be a number from {0} to {1}", min, max);
            map.problem(name, Phrase.of("is ''{0}''", text.get().written()), right);
            return defaultValue;
        }
        return value;
    }

    /** How long a message may wait. */
    Duration validity(Duration defaultValue) {
        String name = CommonField.VALIDITY.key();
        Optional<YamlText> text = account.text(name);
        if (text.isEmpty()) {
            return defaultValue;
        }
        try {
            Duration validity = Duration.parse(text.get().value());
            if (validity.compareTo(MIN_VALIDITY) >= 0 && validity.compareTo(MAX_VALIDITY) <= 0) {
                return validity;
            }
        } catch (DateTimeParseException e) {
            // The problem below says what is expected.
        }
        String right = "must be an ISO-8601 duration from one second to 30 days, such as PT24H or P2D";
        account.problem(name, Phrase.of("is ''{0}''", text.get().written()), right);
        return defaultValue;
    }

    /**
     * The accounts to try when this one cannot send.
     *
     * @param self id of this account
     * @param ids all accounts in the file
     */
    List<String> failover(String self, Set<String> ids) {
        String name = CommonField.FAILOVER.key();
        Set<String> failover = new LinkedHashSet<>();
        for (YamlText text : account.texts(name)) {
            CharSequence wrong = "";
            if (text.value().equals(self)) {
                wrong = "names the account itself";
            } else if (!ids.contains(text.value())) {
                wrong = Phrase.of("no account ''{0}''", text.written());
            } else if (!failover.add(text.value())) {
                wrong = Phrase.of("names ''{0}'' twice", text.written());
            }
            if (!wrong.isEmpty()) {
                List<String> others =
                        ids.stream().filter(id -> !id.equals(self)).toList();
                CharSequence right = others.isEmpty()
                        ? "there is no other account: leave it out"
                        : Phrase.of("configured besides this one: {0}", Suggestion.among(text.written(), others));
                account.scope().problem(text.line(), name, wrong, right);
            }
        }
        return List.copyOf(failover);
    }
}
