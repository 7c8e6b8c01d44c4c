package io.staffetta.config.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** An account that is added to the text of {@code accounts.yaml}. */
record NewAccount(String id, Map<String, Object> fields, Optional<MappingNode> root, TextEdits edits) {

    /**
     * Adds it behind the last account, and makes it the default if there is none.
     *
     * @throws UneditableException if accounts are written in a way that allows no other one
     */
    void add() {
        List<String> lines = new ArrayList<>();
        Optional<MappingNode> section = Written.mapping(root, AccountSections.ACCOUNTS)
                .filter(found -> !found.getValue().isEmpty());
        if (section.isPresent()) {
            if (TextEdits.isFlow(section.get())) {
                throw new UneditableException("its accounts are written in braces");
            }
            List<NodeTuple> entries = section.get().getValue();
            NodeTuple last = entries.get(entries.size() - 1);
            int column = TextEdits.column(last.getKeyNode());
            int end = edits.afterDeeperComments(edits.lineEnd(TextEdits.end(last.getValueNode())), column);
            lines.add("");
            lines.addAll(block(column, indentOf(last, column)));
            edits.insertLines(end, lines);
            addDefault(edits.lineStart(TextEdits.start(section.get())), true);
            return;
        }
        Optional<NodeTuple> empty = root.flatMap(mapping -> Written.entry(mapping, AccountSections.ACCOUNTS));
        lines.add("");
        if (empty.isPresent()) {
            if (!Written.isNull(empty.get().getValueNode())) {
                throw new UneditableException("what is under 'accounts' is no mapping");
            }
            addDefault(edits.lineStart(TextEdits.start(empty.get().getKeyNode())), false);
            lines.addAll(block(2, 2));
            edits.insertLines(edits.lineEnd(TextEdits.end(empty.get().getValueNode())), lines);
            return;
        }
        if (root.flatMap(mapping -> Written.entry(mapping, AccountSections.DEFAULT))
                .isEmpty()) {
            lines.addAll(List.of(AccountSections.DEFAULT + ": " + YamlValue.of(id), ""));
        } else {
            addDefault(0, false);
        }
        lines.add(AccountSections.ACCOUNTS + ":");
        lines.add("");
        lines.addAll(block(2, 2));
        edits.insertLines(edits.length(), lines);
    }

    /** A default before some line, or as the value of one that is there without. */
    private void addDefault(int accountsLine, boolean inSection) {
        Optional<NodeTuple> entry = root.flatMap(mapping -> Written.entry(mapping, AccountSections.DEFAULT));
        if (entry.isEmpty()) {
            int at = inSection
                    ? edits.lineStart(TextEdits.start(Written.entry(root.orElseThrow(), AccountSections.ACCOUNTS)
                            .orElseThrow()
                            .getKeyNode()))
                    : accountsLine;
            edits.insertLines(at, List.of(AccountSections.DEFAULT + ": " + YamlValue.of(id)));
        } else if (Objects.toString(Written.value(entry.get().getValueNode()), "")
                .isEmpty()) {
            new FieldEdits(edits)
                    .replace(
                            entry.get().getValueNode(),
                            YamlValue.of(id),
                            TextEdits.end(entry.get().getKeyNode()));
        }
    }

    private static int indentOf(NodeTuple account, int column) {
        int inner = account.getValueNode() instanceof MappingNode fields
                        && !TextEdits.isFlow(fields)
                        && !fields.getValue().isEmpty()
                ? TextEdits.column(fields.getValue().get(0).getKeyNode()) - column
                : 2;
        return inner > 0 ? inner : 2;
    }

    private List<String> block(int column, int indent) {
        List<String> lines = new ArrayList<>();
        lines.add(" ".repeat(column) + YamlValue.name(id) + ":");
        fields.forEach((name, value) ->
                lines.add(" ".repeat(column + indent) + YamlValue.name(name) + ": " + YamlValue.of(value)));
        return lines;
    }
}
