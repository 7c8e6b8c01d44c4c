package io.staffetta.config.accounts;

import io.staffetta.provider.table.ProviderDescriptors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Finds values of accounts that are allowed and hardly mean what they say: placeholders as other programs write them, which
 * stay as they are, and what YAML cuts off as a comment. Never tells a value, since it may be a password.
 */
final class DoubtfulValues {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]*}}");

    /** Forms that mean something to other programs wherever they stand in a value. */
    private static final Pattern ANYWHERE = Pattern.compile(
            "[$#]\\{[^{}]*}|\\$\\([^()]*\\)|\\$\\[\\[?[^\\[\\]]*]|\\$ENV\\b|(?<!\\{)\\{(?i:env|file|secret|vault|sys)[:.][^{}]*}");

    /** Forms that are likely to be a placeholder only where they are the whole value. */
    private static final Pattern WHOLE = Pattern.compile(
            "\\$[A-Za-z_][A-Za-z0-9_]*|\\$env:\\w+|%[A-Za-z_][A-Za-z0-9_.]*%|![A-Za-z_][A-Za-z0-9_]*!|@[A-Za-z_][A-Za-z0-9_.]*@"
                    + "|(?i:env|file|vault|secret|ref)[:.][A-Za-z_/.].*|process\\.env\\.\\w+|<[A-Za-z][A-Za-z _-]*>"
                    + "|ENC\\(.*\\)|\\[\\[.*]]|\\{[A-Za-z_][A-Za-z0-9_]*}");

    private static final String WRITE =
            "write \"{{env:NAME}}\" for an environment variable, or \"{{file:PATH}}\" for a file";

    private final String file;
    private final List<String> lines;
    private final Set<String> secrets;
    private final List<Problem> found = new ArrayList<>();

    private DoubtfulValues(String file, List<String> lines, Set<String> secrets) {
        this.file = file;
        this.lines = lines;
        this.secrets = secrets;
    }

    /** All such values of a file that could be read. */
    static List<Problem> in(Path file, ProviderDescriptors descriptors) {
        Set<String> secrets = descriptors.all().stream()
                .flatMap(wire -> wire.fields().stream())
                .filter(field -> field.secret())
                .map(field -> field.name())
                .collect(Collectors.toSet());
        Scope scope = new Scope(
                file.toString(),
                new ArrayList<>(),
                new ArrayList<>(),
                new Placeholders(file.toAbsolutePath().getParent(), Map.of(), name -> null),
                "",
                "");
        DoubtfulValues values = new DoubtfulValues(file.toString(), YamlSource.lines(file), secrets);
        YamlSource.root(file, scope)
                .flatMap(root -> entry(root, AccountsParser.ACCOUNTS))
                .ifPresent(values::accounts);
        return values.found;
    }

    private static Optional<Node> entry(Node node, String name) {
        return node instanceof MappingNode map
                ? map.getValue().stream()
                        .filter(entry -> name(entry).equals(name))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                : Optional.empty();
    }

    private void accounts(Node accounts) {
        if (accounts instanceof MappingNode map) {
            map.getValue().forEach(entry -> fields(entry.getValueNode(), name(entry), ""));
        }
    }

    private void fields(Node node, String account, String prefix) {
        if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                String field = prefix + name(entry);
                if (entry.getValueNode() instanceof MappingNode within) {
                    fields(within, account, field + ".");
                } else if (entry.getValueNode() instanceof SequenceNode list) {
                    list.getValue().forEach(item -> value(item, account, field));
                } else {
                    value(entry.getValueNode(), account, field);
                }
            }
        }
    }

    private void value(Node node, String account, String field) {
        if (!(node instanceof ScalarNode scalar)) {
            return;
        }
        int line = YamlSource.line(node.getStartMark());
        String rest = PLACEHOLDER.matcher(scalar.getValue()).replaceAll("");
        if (ANYWHERE.matcher(rest).find()
                || WHOLE.matcher(rest.strip()).matches()
                || rest.contains("{{")
                || rest.contains("}}")) {
            found.add(new Problem(
                    file,
                    line,
                    account,
                    field,
                    "looks like a placeholder of another program, and is not replaced",
                    WRITE));
        }
        if (scalar.getScalarStyle() == ScalarStyle.PLAIN && isCut(scalar, field)) {
            found.add(new Problem(
                    file,
                    line,
                    account,
                    field,
                    "ends at ' #': YAML takes what follows for a comment",
                    "put the value in double quotes, with the comment, if it is one, behind them"));
        }
    }

    /** Whether a comment follows that may be a part of the value: any behind a secret, elsewhere one without a blank after #. */
    private boolean isCut(ScalarNode scalar, String field) {
        String comment = scalar.getEndMark()
                .filter(mark -> mark.getLine() < lines.size())
                .map(mark -> {
                    String line = lines.get(mark.getLine());
                    int from = Math.min(mark.getColumn(), line.codePointCount(0, line.length()));
                    return line.substring(line.offsetByCodePoints(0, from)).strip();
                })
                .orElse("");
        boolean glued = comment.length() > 1 && comment.charAt(1) != '#' && !Character.isWhitespace(comment.charAt(1));
        return comment.startsWith("#") && (glued || secrets.contains(field));
    }

    private static String name(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
    }
}
