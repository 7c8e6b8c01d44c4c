package io.staffetta.config.edit;

import io.staffetta.language.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML as it is written: texts, lists and mappings in the order of the file, whatever the texts would mean. */
final class Written {

    private static final int MOST_ALIASES = 50;
    private static final int DEEPEST = 10;

    private Written() {}

    /**
     * The root of a text.
     *
     * @return empty if nothing is in it
     * @throws UneditableException if it is not YAML, or has a list or another value where fields are expected
     */
    static Optional<MappingNode> root(String text) {
        try {
            Optional<Node> root = new Compose(LoadSettings.builder()
                            .setSchema(new CoreSchema())
                            .setMaxAliasesForCollections(MOST_ALIASES)
                            .build())
                    .composeString(text)
                    .filter(node -> !isNull(node));
            if (root.isPresent() && !(root.get() instanceof MappingNode)) {
                throw new UneditableException("it is no mapping");
            }
            return root.map(MappingNode.class::cast);
        } catch (YamlEngineException e) {
            throw new UneditableException("it is not YAML");
        }
    }

    /** Whether a node is written as nothing, {@code null} or {@code ~}. */
    static boolean isNull(Node node) {
        return node instanceof ScalarNode && Tag.NULL.equals(node.getTag());
    }

    /** The entry of a mapping with a name. */
    static Optional<NodeTuple> entry(MappingNode mapping, String name) {
        return mapping.getValue().stream()
                .filter(entry -> name(entry).equals(name))
                .findFirst();
    }

    /** The mapping under a name of another one; empty if there is none, or it is something else. */
    static Optional<MappingNode> mapping(Optional<MappingNode> in, String name) {
        return in.flatMap(mapping -> entry(mapping, name))
                .map(NodeTuple::getValueNode)
                .filter(MappingNode.class::isInstance)
                .map(MappingNode.class::cast);
    }

    /** The name of an entry. */
    static String name(NodeTuple entry) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
            return key.getValue();
        }
        throw new UneditableException("a name in it is no text");
    }

    /** What a node holds: a text, {@code null}, a list, or a map. */
    static Object value(Node node) {
        return value(node, DEEPEST);
    }

    private static Object value(Node node, int deepest) {
        if (deepest == 0) {
            throw new UneditableException("it is nested too deeply");
        }
        if (node instanceof ScalarNode scalar) {
            return isNull(node) ? null : scalar.getValue();
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> list = new ArrayList<>();
            sequence.getValue().forEach(item -> list.add(value(item, deepest - 1)));
            return list;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (NodeTuple entry : ((MappingNode) node).getValue()) {
            if (map.put(name(entry), value(entry.getValueNode(), deepest - 1)) != null) {
                throw new UneditableException(Phrase.of("it has ''{0}'' twice", name(entry)));
            }
        }
        return map;
    }
}
