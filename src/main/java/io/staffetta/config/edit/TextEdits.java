package io.staffetta.config.edit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Changes at some places of a text, with all else left as it is. Places are those of the parser, in code points.
 *
 * <p>Not safe for use by several threads.
 */
final class TextEdits {

    private record Edit(int from, int to, String text) {}

    private final int[] text;
    private final String lineBreak;
    private final List<Edit> edits = new ArrayList<>();

    TextEdits(String text) {
        this.text = text.codePoints().toArray();
        lineBreak = text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** How lines end. */
    String lineBreak() {
        return lineBreak;
    }

    /** Length of the text. */
    int length() {
        return text.length;
    }

    void replace(int from, int to, String by) {
        edits.add(new Edit(from, to, by));
    }

    void insert(int at, String what) {
        replace(at, at, what);
    }

    /** Inserts lines at the beginning of a line, or at the end of a text that lacks its last line break. */
    void insertLines(int at, List<String> lines) {
        boolean broken = at == 0 || text[at - 1] == '\n';
        String all = String.join(lineBreak, lines);
        insert(at, broken ? all + lineBreak : lineBreak + all);
    }

    /** Removes whole lines. */
    void removeLines(int from, int to) {
        replace(from, to, "");
    }

    /** The text with all edits. */
    String done() {
        StringBuilder done = new StringBuilder();
        int at = 0;
        // Stable: several at one place stay in their order.
        for (Edit edit :
                edits.stream().sorted(Comparator.comparingInt(Edit::from)).toList()) {
            if (edit.from() < at) {
                throw new UneditableException("places to be changed overlap");
            }
            append(done, at, edit.from());
            done.append(edit.text());
            at = edit.to();
        }
        append(done, at, text.length);
        return done.toString();
    }

    private void append(StringBuilder to, int from, int end) {
        to.append(new String(text, from, end - from));
    }

    /** Where the line of a place begins. */
    int lineStart(int place) {
        int start = place;
        while (start > 0 && text[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    /** Where the line after a place begins; the place itself, if a line has just ended there. */
    int lineEnd(int place) {
        return place > 0 && text[place - 1] == '\n' ? place : lineAfter(place);
    }

    /** The text between two places. */
    String between(int from, int to) {
        return new String(text, from, to - from);
    }

    /** Whether only blanks are before a place in its line. */
    boolean beginsLine(int place) {
        return between(lineStart(place), place).isBlank();
    }

    /** The end of comment lines from a line's beginning on that are indented by more than some columns. */
    int afterDeeperComments(int lineStart, int columns) {
        int at = lineStart;
        while (at < text.length) {
            int next = lineAfter(at);
            String line = between(at, next);
            boolean deeper = line.length() - line.stripLeading().length() > columns;
            if (!deeper || !line.strip().startsWith("#")) {
                return at;
            }
            at = next;
        }
        return at;
    }

    /** Whether the line that begins at a place is blank; so is what is after the end of the text. */
    boolean isBlankLine(int lineStart) {
        return lineStart >= text.length
                || between(lineStart, lineAfter(lineStart)).isBlank();
    }

    /** Where the line after the one that begins at a place begins. */
    int lineAfter(int lineStart) {
        int at = lineStart;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, text.length);
    }

    static int start(Node node) {
        return place(node.getStartMark());
    }

    /** Where what is written of a node ends, without comments and blanks after it. */
    static int end(Node node) {
        if (node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.BLOCK) {
            List<? extends Object> items = collection.getValue();
            if (!items.isEmpty()) {
                Object last = items.get(items.size() - 1);
                return end(last instanceof NodeTuple entry ? entry.getValueNode() : (Node) last);
            }
        }
        return place(node.getEndMark());
    }

    static boolean isFlow(Node node) {
        return (node instanceof MappingNode mapping && mapping.getFlowStyle() == FlowStyle.FLOW)
                || (node instanceof SequenceNode sequence && sequence.getFlowStyle() == FlowStyle.FLOW);
    }

    static int column(Node node) {
        return node.getStartMark().map(Mark::getColumn).orElse(0);
    }

    private static int place(Optional<Mark> mark) {
        return mark.orElseThrow(() -> new UneditableException("a place in it is not known"))
                .getIndex();
    }
}
