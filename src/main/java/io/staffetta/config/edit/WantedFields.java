package io.staffetta.config.edit;

import io.staffetta.config.accounts.Problem;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.ProviderDescriptor.AccountField;
import io.staffetta.provider.table.ProviderDescriptors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes of the fields that somebody wants an account to have what is written in the file. */
final class WantedFields {

    private static final String PLACEHOLDER = "{{";

    private final Set<String> secrets;
    private final Set<String> known;
    private final SecretFiles files;
    private final Predicate<String> allowed;
    private final String file;

    /**
     * @param allowed whether a value that holds a placeholder may be written
     * @param file name of the file, for problems
     */
    WantedFields(
            ProviderDescriptors descriptors,
            Set<String> common,
            SecretFiles files,
            Predicate<String> allowed,
            String file) {
        secrets = fields(descriptors)
                .filter(AccountField::secret)
                .map(AccountField::name)
                .collect(Collectors.toSet());
        known = Stream.concat(fields(descriptors).map(AccountField::name), common.stream())
                .collect(Collectors.toSet());
        this.files = files;
        this.allowed = allowed;
        this.file = file;
    }

    private static Stream<AccountField> fields(ProviderDescriptors descriptors) {
        return descriptors.all().stream().map(ProviderDescriptor::fields).flatMap(List::stream);
    }

    /** Whether a field is never shown: a secret of any provider, and what no provider knows. */
    boolean isSecret(String field) {
        return secrets.contains(field) || !known.contains(field);
    }

    /**
     * The fields as they are to be written. A secret that is left out, or empty, or as it is shown, stays; {@code null} removes
     * a field.
     *
     * @param now as they are written now
     * @throws EditRefusedException if a value refers to a file or a variable and did not before
     */
    Map<String, Object> written(String id, Map<String, Object> wanted, Map<String, Object> now) throws IOException {
        List<Problem> problems = new ArrayList<>();
        Map<String, Object> written = new LinkedHashMap<>();
        now.forEach((name, value) -> {
            boolean kept = secrets.contains(name) ? isKept(wanted, name) : value == null && !wanted.containsKey(name);
            if (kept || wanted.get(name) != null) {
                written.put(name, value);
            }
        });
        for (Map.Entry<String, Object> field : wanted.entrySet()) {
            String name = field.getKey();
            Object value = field.getValue();
            if (secrets.contains(name)) {
                if (!isKept(wanted, name) && value != null) {
                    written.put(name, files.keep(id, name, value.toString()));
                }
            } else if (value == null || value.equals("")) {
                written.remove(name);
            } else if (!isShownDefault(name, value, now)) {
                if (!value.equals(now.get(name)) && isPlaceholder(value)) {
                    problems.add(new Problem(
                            file,
                            0,
                            id,
                            name,
                            "refers to a file or a variable",
                            "such a value can only be written into the file by hand"));
                }
                written.put(name, value);
            }
        }
        if (!problems.isEmpty()) {
            throw new EditRefusedException(
                    EditRefusedException.Reason.INVALID, problems.get(0).phrase(), problems);
        }
        return written;
    }

    /** Whether it is what an account that does not say it is in any case: it was shown, and came back. */
    private static boolean isShownDefault(String name, Object value, Map<String, Object> now) {
        return name.equals("enabled") && value.toString().equals("true") && !now.containsKey(name);
    }

    /** Whether a secret stays as it is. */
    private static boolean isKept(Map<String, Object> wanted, String name) {
        Object value = wanted.get(name);
        return value == null ? !wanted.containsKey(name) : value.equals("") || value instanceof Map<?, ?>;
    }

    /** Whether any secret that is written stays as it is. */
    boolean keepsSecret(Map<String, Object> now, Map<String, Object> written) {
        return secrets.stream()
                .anyMatch(name -> now.get(name) != null && Objects.equals(now.get(name), written.get(name)));
    }

    private boolean isPlaceholder(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(this::isPlaceholder);
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(this::isPlaceholder);
        }
        return value != null && value.toString().contains(PLACEHOLDER) && !allowed.test(value.toString());
    }
}
