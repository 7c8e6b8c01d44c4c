package io.staffetta.config.edit;

import io.staffetta.language.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Makes the fields of a mapping in a text what they are to be, and touches no others. */
final class FieldEdits {

    private final TextEdits edits;

    FieldEdits(TextEdits edits) {
        this.edits = edits;
    }

    /**
     * Changes a mapping.
     *
     * @param wanted all its fields, as {@link Written#value} has them; a new one comes after the others
     */
    void fit(MappingNode mapping, Map<String, Object> wanted) {
        Map<String, Object> added = new LinkedHashMap<>(wanted);
        List<NodeTuple> entries = mapping.getValue();
        for (int i = 0; i < entries.size(); i++) {
            String name = Written.name(entries.get(i));
            added.remove(name);
            if (!wanted.containsKey(name)) {
                remove(mapping, i);
            } else if (!Objects.equals(Written.value(entries.get(i).getValueNode()), wanted.get(name))) {
                change(entries.get(i), wanted.get(name));
            }
        }
        if (!added.isEmpty()) {
            add(mapping, added);
        }
    }

    private void change(NodeTuple entry, Object wanted) {
        Node value = entry.getValueNode();
        if (value instanceof MappingNode mapping && wanted instanceof Map<?, ?> map && !map.isEmpty()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put(name.toString(), field));
            fit(mapping, fields);
            return;
        }
        replace(value, YamlValue.of(wanted), TextEdits.end(entry.getKeyNode()));
    }

    /**
     * Replaces a value.
     *
     * @param key where the name before it ends
     */
    void replace(Node value, String by, int key) {
        int from = TextEdits.start(value);
        int to = TextEdits.end(value);
        String before = edits.between(from, to);
        if (before.contains("\n") && before.contains("#")) {
            throw new UneditableException("there may be a comment within a value");
        }
        boolean ownLine = edits.between(key, from).contains("\n");
        if (ownLine || before.contains("\n")) {
            String between = edits.between(key, from);
            if (between.contains("#")) {
                throw new UneditableException("there is a comment between a name and its value");
            }
            boolean ends = before.endsWith("\n");
            edits.replace(key, to, ": " + by + (ends ? edits.lineBreak() : ""));
        } else {
            boolean tight = from > 0 && edits.between(from - 1, from).equals(":");
            edits.replace(from, to, (tight ? " " : "") + by);
        }
    }

    private void remove(MappingNode mapping, int index) {
        NodeTuple entry = mapping.getValue().get(index);
        int from = TextEdits.start(entry.getKeyNode());
        int to = TextEdits.end(entry.getValueNode());
        if (TextEdits.isFlow(mapping)) {
            removeFromFlow(mapping, index, from, to);
        } else if (edits.beginsLine(from)) {
            edits.removeLines(edits.lineStart(from), edits.lineEnd(to));
        } else {
            throw new UneditableException(Phrase.of("field ''{0}'' is not on a line of its own", Written.name(entry)));
        }
    }

    private void removeFromFlow(MappingNode mapping, int index, int from, int to) {
        List<NodeTuple> entries = mapping.getValue();
        boolean first = index == 0;
        int begin = first ? from : TextEdits.end(entries.get(index - 1).getValueNode());
        int end = first && entries.size() > 1 ? TextEdits.start(entries.get(1).getKeyNode()) : to;
        if (edits.between(begin, end).contains("#")) {
            throw new UneditableException("there may be a comment within braces");
        }
        edits.replace(begin, end, "");
    }

    private void add(MappingNode mapping, Map<String, Object> added) {
        NodeTuple last = mapping.getValue().get(mapping.getValue().size() - 1);
        int end = TextEdits.end(last.getValueNode());
        List<String> lines = new ArrayList<>();
        added.forEach((name, value) -> lines.add(YamlValue.name(name) + ": " + YamlValue.of(value)));
        if (TextEdits.isFlow(mapping)) {
            edits.insert(end, ", " + String.join(", ", lines));
        } else {
            String indent =
                    " ".repeat(TextEdits.column(mapping.getValue().get(0).getKeyNode()));
            edits.insertLines(
                    edits.lineEnd(end),
                    lines.stream().map(line -> indent + line).toList());
        }
    }
}
