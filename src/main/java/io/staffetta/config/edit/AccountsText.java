package io.staffetta.config.edit;

import io.staffetta.language.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * The text of {@code accounts.yaml}. Each change gives another text, in which all but what is changed is as it was, comments
 * and order too. Whether the accounts are right is not looked at here.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class AccountsText {

    private static final String BOM = "\uFEFF";

    private final String bom;
    private final String text;
    private final Optional<MappingNode> root;

    /**
     * @param text what the file holds, with a byte order mark if it has one
     * @throws UneditableException if it is not YAML, or not of the kind that can be changed
     */
    public AccountsText(String text) {
        bom = text.startsWith(BOM) ? BOM : "";
        this.text = text.substring(bom.length());
        if (this.text.replace("\r\n", "\n").contains("\r")) {
            throw new UneditableException("some of its lines end with a carriage return alone");
        }
        root = Written.root(this.text);
        root.ifPresent(Written::value);
    }

    /** The text, with its byte order mark. */
    public String text() {
        return bom + text;
    }

    /** All that it holds, as it is written. */
    public Map<String, Object> content() {
        Map<String, Object> content = new LinkedHashMap<>();
        root.ifPresent(mapping -> mapping.getValue()
                .forEach(entry -> content.put(Written.name(entry), Written.value(entry.getValueNode()))));
        return content;
    }

    /** The accounts by their ids, each as it is written: texts, lists of texts, maps of texts. */
    public Map<String, Map<String, Object>> accounts() {
        Map<String, Map<String, Object>> accounts = new LinkedHashMap<>();
        section().ifPresent(section -> section.getValue()
                .forEach(entry -> accounts.put(
                        Written.name(entry),
                        entry.getValueNode() instanceof MappingNode fields ? map(fields) : Map.of())));
        return accounts;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(MappingNode fields) {
        return (Map<String, Object>) Written.value(fields);
    }

    /** The id of the default account, as it is written; empty if it is not. */
    public String defaultAccount() {
        return Objects.toString(content().get(AccountSections.DEFAULT), "");
    }

    /** The text with an account: changed, if it is there, else added; the first one becomes the default. */
    public AccountsText put(String id, Map<String, Object> fields) {
        TextEdits edits = new TextEdits(text);
        Optional<NodeTuple> entry = section().flatMap(section -> Written.entry(section, id));
        if (entry.isPresent()) {
            if (!(entry.get().getValueNode() instanceof MappingNode account)
                    || account.getValue().isEmpty()) {
                throw new UneditableException(Phrase.of("account ''{0}'' has no fields", id));
            }
            new FieldEdits(edits).fit(account, fields);
        } else {
            new NewAccount(id, fields, root, edits).add();
        }
        Map<String, Object> expected = content();
        if (defaultAccount().isEmpty()) {
            expected.put(AccountSections.DEFAULT, id);
        }
        AccountSections.accountsOf(expected).put(id, fields);
        return checked(edits, expected);
    }

    /** The text without an account. */
    public AccountsText remove(String id) {
        MappingNode section = section().orElseThrow(() -> new UneditableException("it has no accounts"));
        NodeTuple entry = Written.entry(section, id)
                .orElseThrow(() -> new UneditableException(Phrase.of("it has no account ''{0}''", id)));
        TextEdits edits = new TextEdits(text);
        int from = TextEdits.start(entry.getKeyNode());
        if (TextEdits.isFlow(section) || !edits.beginsLine(from)) {
            throw new UneditableException(Phrase.of("account ''{0}'' is not on lines of its own", id));
        }
        int begin = edits.lineStart(from);
        int end = edits.afterDeeperComments(
                edits.lineEnd(TextEdits.end(entry.getValueNode())), TextEdits.column(entry.getKeyNode()));
        // One blank line of the two that would be left.
        boolean blanks = begin > 0 && edits.isBlankLine(edits.lineStart(begin - 1)) && edits.isBlankLine(end);
        edits.removeLines(
                blanks && end == edits.length() ? edits.lineStart(begin - 1) : begin,
                blanks && end < edits.length() ? edits.lineAfter(end) : end);
        Map<String, Object> expected = content();
        AccountSections.accountsOf(expected).remove(id);
        return checked(edits, expected);
    }

    /** The text with another default. */
    public AccountsText setDefault(String id) {
        TextEdits edits = new TextEdits(text);
        NodeTuple entry = root.flatMap(mapping -> Written.entry(mapping, AccountSections.DEFAULT))
                .orElseThrow(() -> new UneditableException("it has no 'default'"));
        new FieldEdits(edits).replace(entry.getValueNode(), YamlValue.of(id), TextEdits.end(entry.getKeyNode()));
        Map<String, Object> expected = content();
        expected.put(AccountSections.DEFAULT, id);
        return checked(edits, expected);
    }

    /** The text with another id for an account, also where the default, rules and other accounts name it. */
    public AccountsText rename(String id, String other) {
        TextEdits edits = new TextEdits(text);
        MappingNode section = section().orElseThrow(() -> new UneditableException("it has no accounts"));
        Node key = Written.entry(section, id)
                .orElseThrow(() -> new UneditableException(Phrase.of("it has no account ''{0}''", id)))
                .getKeyNode();
        edits.replace(TextEdits.start(key), TextEdits.end(key), YamlValue.name(other));
        Map<String, Object> expected = content();
        FieldEdits fields = new FieldEdits(edits);
        for (NodeTuple entry : root.orElseThrow().getValue()) {
            AccountNames.in(entry, id)
                    .forEach(node -> fields.replace(node, YamlValue.of(other), TextEdits.start(node)));
        }
        return checked(edits, AccountNames.renamed(expected, id, other));
    }

    private Optional<MappingNode> section() {
        return Written.mapping(root, AccountSections.ACCOUNTS);
    }

    /** What edits make of the text, if that holds what it is to hold, and has all comments that were not cut out. */
    private AccountsText checked(TextEdits edits, Map<String, Object> expected) {
        AccountsText after;
        try {
            after = new AccountsText(bom + edits.done());
        } catch (UneditableException e) {
            throw new UneditableException("it is written in a way that no change of a part allows");
        }
        if (!after.content().equals(expected)
                || !new ArrayList<>(after.accounts().keySet())
                        .equals(new ArrayList<>(
                                AccountSections.accountsOf(expected).keySet()))) {
            throw new UneditableException("a part of it is used in several places, or written in an unusual way");
        }
        return after;
    }
}
