package io.staffetta.config.accounts;

import io.staffetta.language.Phrase;
import io.staffetta.message.BodyText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A YAML file as a tree whose nodes know their lines. What stops it from being one is a problem in words. */
final class YamlSource {

    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_ALIASES = 50;

    /** What the parser says without repeating more than a character of the file, which may be part of a password. */
    private static final Pattern HARMLESS = Pattern.compile(
            "could not find expected ':'|expected <.*"
                    + "|found (character|unexpected|unknown escape) .*|.* (are|is) not allowed( here)?|but found another document");

    private static final String QUOTES =
            "check the indentation, and quote values that begin with one of * & ! % @ ` { [ or that hold ': ' or ' #'";

    private YamlSource() {}

    /** The root of a file; empty if there is none, whether the file is empty or was a problem. */
    static Optional<Node> root(Path file, Scope scope) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                scope.problem(0, "", "is too large", Phrase.of("at most {0} bytes", MAX_BYTES));
                return Optional.empty();
            }
            return compose(BodyText.ofFile(file), scope);
        } catch (CharacterCodingException e) {
            scope.problem(0, "", "is not text in UTF-8", "save it in that encoding");
        } catch (IOException e) {
            boolean exists = Files.exists(file);
            scope.problem(
                    0,
                    "",
                    exists ? "cannot be read" : "does not exist",
                    exists
                            ? "the user that runs the gateway must be allowed to"
                            : "create it, or point --home elsewhere");
        }
        return Optional.empty();
    }

    /** The lines of a file; none if it cannot be read. */
    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<Node> compose(String text, Scope scope) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(scope.file())
                .setSchema(new CoreSchema())
                // Such as an unquoted {{env:NAME}}, which is told in better words than the parser's.
                .setAllowNonScalarKeys(true)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .build();
        try {
            if (tooDeep(text, settings)) {
                scope.problem(0, "", "is nested too deeply", "no field is deeper than five levels");
                return Optional.empty();
            }
            return new Compose(settings).composeString(text).filter(node -> !isNull(node));
        } catch (MarkedYamlEngineException e) {
            scope.problem(line(e.getProblemMark()), "", Phrase.of("is not YAML{0}", harmless(e)), QUOTES);
        } catch (YamlEngineException e) {
            Phrase right = Phrase.of("no control characters, and at most {0} aliases", MAX_ALIASES);
            scope.problem(0, "", "is not YAML", right);
        }
        return Optional.empty();
    }

    /** The tree is built by recursion, the events are not: this keeps a hostile file from exhausting the stack. */
    private static boolean tooDeep(String text, LoadSettings settings) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                return true;
            }
        }
        return false;
    }

    private static String harmless(MarkedYamlEngineException e) {
        String where = e.getProblemMark()
                .map(mark -> " at column " + (mark.getColumn() + 1))
                .orElse("");
        String what = e.getProblem();
        return what != null && HARMLESS.matcher(what).matches() ? where + ": " + what : where;
    }

    /** Whether a node is written as nothing, {@code null} or {@code ~}. */
    static boolean isNull(Node node) {
        return node instanceof ScalarNode && Tag.NULL.equals(node.getTag());
    }

    /** Line of a mark, counted from 1. */
    static int line(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(0);
    }
}
