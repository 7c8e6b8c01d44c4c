package io.staffetta.config.accounts;

import io.staffetta.language.Phrase;
import io.staffetta.message.BodyText;
import io.staffetta.message.InvalidMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Replaces placeholders in values: <code>{{env:NAME}}</code>, <code>{{file:PATH}}</code> and names given by the caller.
 * What they stand for is taken as it is: placeholders in it are not resolved again.
 */
final class Placeholders {

    /** Largest file that a placeholder may stand for, in bytes. */
    static final int MAX_FILE_BYTES = 64 * 1024;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]*)}}");
    private static final String ENV = "env:";
    private static final String FILE = "file:";

    private final Path folder;
    private final Map<String, String> names;
    private final UnaryOperator<String> environment;

    /**
     * @param folder where relative paths start
     * @param names further placeholders and what they stand for
     * @param environment value of an environment variable; {@code null} where it is not set
     */
    Placeholders(Path folder, Map<String, String> names, UnaryOperator<String> environment) {
        this.folder = folder;
        this.names = Map.copyOf(names);
        this.environment = environment;
    }

    /** Replaces as {@link #resolve(String, BiConsumer, BiConsumer)} does, and tells an absence as a problem. */
    Optional<String> resolve(String text, BiConsumer<CharSequence, CharSequence> problem) {
        return resolve(text, problem, problem);
    }

    /**
     * A text with all of its placeholders replaced; empty if one cannot be.
     *
     * @param problem told what is wrong and what would be right, for each placeholder that cannot be replaced
     * @param absence told the same of what another process may have: a variable, or the right to read a file
     */
    Optional<String> resolve(
            String text,
            BiConsumer<CharSequence, CharSequence> problem,
            BiConsumer<CharSequence, CharSequence> absence) {
        boolean[] failed = {false};
        Findings noted = new Findings(
                (wrong, right) -> {
                    failed[0] = true;
                    problem.accept(wrong, right);
                },
                (wrong, right) -> {
                    failed[0] = true;
                    absence.accept(wrong, right);
                });
        String resolved = PLACEHOLDER
                .matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(value(found, noted).orElse("")));
        return failed[0] ? Optional.empty() : Optional.of(resolved);
    }

    private record Findings(
            BiConsumer<CharSequence, CharSequence> problem, BiConsumer<CharSequence, CharSequence> absence) {

        void accept(CharSequence wrong, CharSequence right) {
            problem.accept(wrong, right);
        }

        void lacking(CharSequence wrong, CharSequence right) {
            absence.accept(wrong, right);
        }
    }

    private Optional<String> value(MatchResult found, Findings problem) {
        String name = found.group(1).strip();
        if (name.startsWith(ENV)) {
            return variable(name.substring(ENV.length()), problem);
        }
        if (name.startsWith(FILE)) {
            return content(name.substring(FILE.length()), problem);
        }
        Optional<String> value = Optional.ofNullable(names.get(name));
        if (value.isEmpty()) {
            // Not named: a password may hold two braces.
            problem.accept("unknown placeholder", Phrase.of("known are {0}", known()));
        }
        return value;
    }

    private String known() {
        return Stream.concat(
                        Stream.of("{{env:NAME}}", "{{file:PATH}}"),
                        names.keySet().stream().sorted().map(name -> "{{" + name + "}}"))
                .collect(Collectors.joining(", "));
    }

    private Optional<String> variable(String name, Findings problem) {
        Optional<String> value = Optional.ofNullable(environment.apply(name));
        if (value.isEmpty()) {
            problem.lacking(
                    Phrase.of("environment variable ''{0}'' is not set", name), "set it where the gateway is started");
        }
        return value;
    }

    private Optional<String> content(String name, Findings problem) {
        try {
            Path path = folder.resolve(name);
            if (!Files.exists(path) && !Files.notExists(path)) {
                throw new AccessDeniedException(name);
            }
            if (!Files.isRegularFile(path)) {
                problem.accept(
                        Phrase.of("file ''{0}'' does not exist", name), Phrase.of("paths are relative to {0}", folder));
                return Optional.empty();
            }
            return Optional.of(withoutLastNewline(read(path)));
        } catch (TooLargeException e) {
            problem.accept(
                    Phrase.of("file ''{0}'' is too large", name), Phrase.of("at most {0} bytes", MAX_FILE_BYTES));
        } catch (InvalidMessageException e) {
            problem.accept(Phrase.of("file ''{0}'' is not text in UTF-8", name), "");
        } catch (IOException e) {
            problem.lacking(
                    Phrase.of("file ''{0}'' cannot be read", name),
                    "the user that runs the gateway must be allowed to");
        } catch (InvalidPathException e) {
            problem.accept(Phrase.of("''{0}'' is not followed by a path", FILE), "write {{file:PATH}}");
        }
        return Optional.empty();
    }

    private static String read(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new TooLargeException();
            }
            return BodyText.of(bytes);
        }
    }

    private static String withoutLastNewline(String text) {
        return text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
