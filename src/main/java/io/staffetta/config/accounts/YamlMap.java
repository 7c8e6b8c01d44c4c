package io.staffetta.config.accounts;

import io.staffetta.language.Phrase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of the file, read field by field. Values are the text as written, whatever YAML would make of it, so that
 * {@code 0123} stays {@code 0123}. What is not of the kind asked for is recorded as a problem and read as absent.
 */
final class YamlMap {

    private static final String QUOTE = "if it is to begin with {{, put it in double quotes: \"{{env:NAME}}\"";

    private static final Pattern NOT_A_NAME = Pattern.compile("(?s)[^A-Za-z0-9_-].*");

    private final Scope scope;
    private final int line;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(int line, Node value) {}

    private YamlMap(Scope scope, int line) {
        this.scope = scope;
        this.line = line;
    }

    /**
     * Reads a node as a mapping.
     *
     * @param line line of the name that the mapping belongs to
     * @param scope where the problems of its fields go
     */
    static Optional<YamlMap> of(Node node, int line, Scope scope) {
        if (!(node instanceof MappingNode mapping)) {
            scope.problem(
                    line,
                    "",
                    Phrase.of("is {0}", kind(node)),
                    "must be fields with their values, one 'name: value' each");
            return Optional.empty();
        }
        YamlMap map = new YamlMap(scope, line);
        mapping.getValue().forEach(map::add);
        return Optional.of(map);
    }

    private void add(NodeTuple tuple) {
        int at = YamlSource.line(tuple.getKeyNode().getStartMark());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            scope.problem(at, "", Phrase.of("has a name that is {0}", kind(tuple.getKeyNode())), QUOTE);
            return;
        }
        Entry first = entries.putIfAbsent(key.getValue(), new Entry(at, tuple.getValueNode()));
        if (first != null) {
            scope.problem(at, shown(key.getValue()), "given twice", Phrase.of("line {0} has it already", first.line()));
        }
    }

    /** Where problems of this mapping go. */
    Scope scope() {
        return scope;
    }

    /** The names in it, in the order of the file. */
    Set<String> names() {
        return entries.keySet();
    }

    /** Whether it has a field of that name, even an empty one. */
    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** Line of a field; that of the mapping itself if there is no such field. */
    int line(String name) {
        return has(name) ? entries.get(name).line() : line;
    }

    /** Records a problem with a field of this mapping. */
    void problem(String name, CharSequence wrong, CharSequence right) {
        scope.problem(line(name), name, wrong, right);
    }

    /**
     * Records a problem for each name that is not allowed.
     *
     * @param right says what would be right, for the part of such a name that may be shown
     */
    void allow(Collection<String> allowed, Function<String, CharSequence> right) {
        for (String name : names()) {
            if (!allowed.contains(name)) {
                scope.problem(line(name), shown(name), "unknown field", right.apply(shown(name)));
            }
        }
    }

    /** A single value; empty if it is absent, empty or a problem. */
    Optional<YamlText> text(String name) {
        return has(name)
                ? scalar(name, entries.get(name).value())
                        .filter(text -> !text.value().isBlank())
                : Optional.empty();
    }

    /** A single value that must be there; empty if it is a problem. */
    Optional<YamlText> required(String name, CharSequence right) {
        if (!has(name)) {
            problem(name, "missing", right);
            return Optional.empty();
        }
        Optional<YamlText> text = scalar(name, entries.get(name).value());
        if (text.isPresent() && text.get().value().isBlank()) {
            problem(name, "empty", right);
            return Optional.empty();
        }
        return text;
    }

    /** One value or a list of them; without those that are a problem. */
    List<YamlText> texts(String name) {
        if (!has(name)) {
            return List.of();
        }
        Node value = entries.get(name).value();
        List<YamlText> texts = new ArrayList<>();
        for (Node item : value instanceof SequenceNode list ? list.getValue() : List.of(value)) {
            Optional<YamlText> text = scalar(name, item);
            if (text.isPresent() && text.get().value().isBlank()) {
                scope.problem(text.get().line(), name, "empty", "leave it out, or give it a value");
            } else {
                text.ifPresent(texts::add);
            }
        }
        return texts;
    }

    /** A mapping in it; empty if it is absent or a problem. */
    Optional<YamlMap> map(String name, Scope within) {
        return has(name) ? of(entries.get(name).value(), line(name), within) : Optional.empty();
    }

    /** A list of mappings in it; without those that are a problem. */
    List<YamlMap> maps(String name, Scope within) {
        if (isEmpty(name)) {
            return List.of();
        }
        if (!(entries.get(name).value() instanceof SequenceNode list)) {
            problem(
                    name,
                    Phrase.of("is {0}", kind(entries.get(name).value())),
                    "must be a list, each item beginning with '- '");
            return List.of();
        }
        List<YamlMap> maps = new ArrayList<>();
        for (Node item : list.getValue()) {
            of(item, YamlSource.line(item.getStartMark()), within).ifPresent(maps::add);
        }
        return maps;
    }

    /** Whether a field is absent, or there with nothing in it. */
    boolean isEmpty(String name) {
        return !has(name) || YamlSource.isNull(entries.get(name).value());
    }

    private Optional<YamlText> scalar(String name, Node node) {
        int at = YamlSource.line(node.getStartMark());
        if (!(node instanceof ScalarNode scalar)) {
            scope.problem(
                    at,
                    name,
                    Phrase.of("is {0}", kind(node)),
                    Phrase.of("must be a single value; {0}", Phrase.of(QUOTE)));
            return Optional.empty();
        }
        String written = YamlSource.isNull(node) ? "" : scalar.getValue();
        return scope.placeholders()
                .resolve(
                        written,
                        (wrong, right) -> scope.problem(at, name, wrong, right),
                        (wrong, right) -> scope.absence(at, name, wrong, right))
                .map(value -> new YamlText(written, value, at));
    }

    /** A name up to where it is none any more: in {@code {password:secret}} all between the braces is a name. */
    private static String shown(String name) {
        return NOT_A_NAME.matcher(name).replaceFirst("");
    }

    private static Phrase kind(Node node) {
        return Phrase.of(
                node instanceof MappingNode
                        ? "a mapping"
                        : node instanceof SequenceNode
                                ? "a list"
                                : YamlSource.isNull(node) ? "empty" : "a single value");
    }
}
