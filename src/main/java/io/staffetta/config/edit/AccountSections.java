package io.staffetta.config.edit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names the sections of {@code accounts.yaml}. */
final class AccountSections {

    static final String DEFAULT = "default";
    static final String ACCOUNTS = "accounts";
    static final String RULES = "rules";

    private AccountSections() {}

    /** The accounts of what the file holds; made, if there are none yet. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> accountsOf(Map<String, Object> content) {
        return (Map<String, Object>) content.compute(
                ACCOUNTS, (name, before) -> before instanceof Map<?, ?> ? before : new LinkedHashMap<String, Object>());
    }
}
