package io.staffetta.config;

import io.staffetta.message.Seal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The settings: the defaults that came with the program, under those of {@code config/application.properties}, under the
 * environment, under the command line.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class Settings {

    /** Name of the file in {@code config}, and of the defaults on the class path. */
    public static final String FILE = SettingsSources.FILE;

    /** A queue's name without what means something to a broker, to its client or to Camel. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    /** What added to the present is still an instant that everything can keep: 100 years. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Map<String, String> values;
    /** Null for settings that fail when one is wrong. */
    private final SettingsNotes notes;

    private Settings(Map<String, String> values, SettingsNotes notes) {
        this.values = values;
        this.notes = notes;
    }

    /**
     * Reads the settings.
     *
     * @param config folder of the file, which may be missing
     * @param environment environment variables
     * @param overrides what the command line says, by key
     * @throws IllegalArgumentException if a key does not exist; names all such keys
     */
    public static Settings read(Path config, Map<String, String> environment, Map<String, String> overrides) {
        Map<String, String> values = new TreeMap<>(defaults());
        List<String> unknown = new ArrayList<>();
        Path file = config.resolve(FILE);
        SettingsSources.put(values, SettingsSources.file(file), file.toString(), unknown);
        values.replaceAll((key, value) -> environment.getOrDefault(variable(key), value));
        SettingsSources.put(values, overrides, "the command line", unknown);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), unknown));
        }
        return new Settings(values, null);
    }

    /** The defaults that came with the program. */
    public static Map<String, String> defaults() {
        return SettingsSources.defaults();
    }

    /** All settings by key. */
    public Map<String, String> all() {
        return Map.copyOf(values);
    }

    /**
     * These settings, but where a value is wrong that is noted, and reading goes on with the value's default: so all that is
     * wrong can be told at once. Use these in one thread only.
     */
    public Settings noting(SettingsNotes into) {
        return new Settings(values, into);
    }

    /** A setting as text. */
    public String text(String key) {
        return read(key, text -> text);
    }

    /** A setting as a number from {@code least} to {@code most}. */
    public int number(String key, int least, int most) {
        return read(key, text -> number(key, text, least, most));
    }

    private static int number(String key, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw wrong(key, "must be a number from " + least + " to " + most);
    }

    /** A setting as a secret of at least {@value Seal#SHORTEST_KEY} characters; empty if it is not given. */
    public Optional<String> secret(String key) {
        return value(key, secret -> {
            if (secret.length() < Seal.SHORTEST_KEY) {
                throw new IllegalArgumentException("must have at least " + Seal.SHORTEST_KEY
                        + " characters, such as 'openssl rand -base64 24' makes");
            }
            return secret;
        });
    }

    /** A setting as an instant; {@link Instant#EPOCH} if it is empty. */
    public Instant instant(String key) {
        return value(key, Settings::instantOf).orElse(Instant.EPOCH);
    }

    private static Instant instantOf(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "must be a date and time with offset, such as 2026-12-24T18:00:00+01:00, or empty", e);
        }
    }

    /** A setting as a port; 0 for a free one, and where a wrong one is noted. */
    public int port(String key) {
        return read(key, text -> number(key, text, 0, 65535), () -> 0);
    }

    /** A setting as a duration above zero. */
    public Duration duration(String key) {
        return read(key, text -> {
            try {
                Duration duration = Duration.parse(text);
                if (duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(LONGEST) <= 0) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                // Said below.
            }
            throw wrong(key, "must be an ISO-8601 duration above zero, such as PT24H, and at most P36500D");
        });
    }

    /** A setting as a duration of zero, which then means never, or more. */
    public Duration durationOrNever(String key) {
        return read(key, text -> {
            try {
                Duration duration = Duration.parse(text);
                if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                // Said below.
            }
            throw wrong(key, "must be an ISO-8601 duration such as P30D, at most P36500D, or P0D for never");
        });
    }

    /** A setting as names of queues, separated by commas; none if it is empty. */
    public List<String> names(String key) {
        return read(key, text -> {
            List<String> names = Pattern.compile(",")
                    .splitAsStream(text)
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .toList();
            if (names.stream().allMatch(NAME.asMatchPredicate())
                    && names.size() == Set.copyOf(names).size()) {
                return names;
            }
            throw wrong(key, "must be different names of queues, separated by commas, such as ActiveMQ.DLQ, DLQ");
        });
    }

    /** A setting as an address of this machine, or all of them. */
    public InetAddress address(String key) {
        return read(key, text -> {
            try {
                if (!text.isEmpty()) {
                    return InetAddress.getByName(text);
                }
            } catch (UnknownHostException e) {
                // Said below.
            }
            throw wrong(key, "must be an address of this machine such as 127.0.0.1, or 0.0.0.0 for all of them");
        });
    }

    /** A setting as one of several words. */
    public String oneOf(String key, String... words) {
        return read(key, text -> {
            if (List.of(words).contains(text)) {
                return text;
            }
            throw wrong(key, "must be one of " + String.join(", ", words));
        });
    }

    /** A setting that may be empty, read by a parser whose error is the rule alone. */
    public <T> Optional<T> value(String key, Function<String, T> parser) {
        return read(
                key,
                text -> text.isEmpty() ? Optional.empty() : Optional.of(ruled(key, text, parser)),
                Optional::empty);
    }

    /** A setting that may not be empty, read by a parser whose error is the rule alone. */
    public <T> T given(String key, Function<String, T> parser) {
        return read(key, text -> ruled(key, text, parser));
    }

    private static <T> T ruled(String key, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(key, e.getMessage());
        }
    }

    /** A setting read by a parser whose error is a sentence. */
    public <T> T parsed(String key, Function<String, T> parser) {
        return read(key, text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw wrong(key, "is wrong: " + e.getMessage());
            }
        });
    }

    private <T> T read(String key, Function<String, T> parser) {
        return read(key, parser, () -> parser.apply(defaults().get(key)));
    }

    private <T> T read(String key, Function<String, T> parser, Supplier<T> instead) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("No setting '" + key + "'");
        }
        if (notes == null) {
            return parser.apply(value.strip());
        }
        notes.read(key);
        try {
            return parser.apply(value.strip());
        } catch (IllegalArgumentException e) {
            notes.wrong(e.getMessage());
            return instead.get();
        }
    }

    /** The environment variable that overrides a key. */
    public static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** What to say of a setting that is wrong: which one it is, what is wrong with it, and where to change it. */
    public static IllegalArgumentException wrong(String key, String what) {
        return new IllegalArgumentException(
                "Setting " + key + " " + what + ": change it in config/" + FILE + " or by " + variable(key));
    }
}
