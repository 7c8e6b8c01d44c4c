package io.staffetta.config.edit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds the places that name an account, besides its own section. */
final class AccountNames {

    private static final String ACCOUNT = "account";
    private static final String FAILOVER = "failover";

    private AccountNames() {}

    /** The places in a part of the file where an account is named. */
    static List<Node> in(NodeTuple entry, String id) {
        return switch (Written.name(entry)) {
            case AccountSections.DEFAULT -> named(entry.getValueNode(), id);
            case AccountSections.ACCOUNTS -> fieldsNamed(entry.getValueNode(), FAILOVER, id);
            case AccountSections.RULES ->
                entry.getValueNode() instanceof SequenceNode rules
                        ? rules.getValue().stream()
                                .flatMap(rule -> field(rule, ACCOUNT, id).stream())
                                .toList()
                        : List.of();
            default -> List.of();
        };
    }

    private static List<Node> fieldsNamed(Node accounts, String field, String id) {
        return accounts instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .flatMap(entry -> field(entry.getValueNode(), field, id).stream())
                        .toList()
                : List.of();
    }

    private static List<Node> field(Node node, String field, String id) {
        return node instanceof MappingNode mapping
                ? Written.entry(mapping, field)
                        .map(entry -> named(entry.getValueNode(), id))
                        .orElse(List.of())
                : List.of();
    }

    private static List<Node> named(Node node, String id) {
        if (node instanceof SequenceNode list) {
            return list.getValue().stream()
                    .filter(item -> id.equals(Written.value(item)))
                    .toList();
        }
        return id.equals(Written.value(node)) ? List.of(node) : List.of();
    }

    /** What the file holds, with another id for an account. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> renamed(Map<String, Object> content, String id, String other) {
        Map<String, Object> renamed = new LinkedHashMap<>(content);
        renamed.computeIfPresent(AccountSections.DEFAULT, (name, value) -> value.equals(id) ? other : value);
        Map<String, Object> accounts = new LinkedHashMap<>();
        AccountSections.accountsOf(renamed).forEach((name, account) -> {
            if (account instanceof Map<?, ?> fields) {
                ((Map<String, Object>) fields).computeIfPresent(FAILOVER, (key, value) -> other(value, id, other));
            }
            accounts.put(name.equals(id) ? other : name, account);
        });
        renamed.put(AccountSections.ACCOUNTS, accounts);
        if (renamed.get(AccountSections.RULES) instanceof List<?> rules) {
            rules.forEach(rule -> {
                if (rule instanceof Map<?, ?> fields) {
                    ((Map<String, Object>) fields).computeIfPresent(ACCOUNT, (key, value) -> other(value, id, other));
                }
            });
        }
        return renamed;
    }

    private static Object other(Object value, String id, String other) {
        if (value instanceof List<?> list) {
            return list.stream().map(item -> id.equals(item) ? other : item).toList();
        }
        return id.equals(value) ? other : value;
    }
}
