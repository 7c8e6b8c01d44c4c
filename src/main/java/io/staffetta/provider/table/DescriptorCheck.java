package io.staffetta.provider.table;

import io.staffetta.provider.AnswerFormat;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.ProviderDescriptor.AccountField;
import io.staffetta.provider.RequestFormat;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks what a descriptor says of the request: that its keys are there where the format needs them, and name what there is. */
final class DescriptorCheck {

    private final ProviderDescriptor descriptor;

    private DescriptorCheck(ProviderDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Checks a descriptor.
     *
     * @throws IllegalArgumentException for the first thing that is wrong; names the file, the key and what would be right
     */
    static void check(ProviderDescriptor descriptor) {
        DescriptorCheck check = new DescriptorCheck(descriptor);
        check.formats();
        check.field("url-field", descriptor.urlField());
        check.field("soap.namespace-field", descriptor.soap().namespaceField());
        descriptor.onlyWhen().forEach(check::onlyWhen);
    }

    private void formats() {
        RequestFormat request = descriptor.requestFormat();
        require(request != null, "has no request-format; must be " + DescriptorReader.names(RequestFormat.class));
        require(
                descriptor.answerFormat() != null,
                "has no answer-format; must be " + DescriptorReader.names(AnswerFormat.class));
        section("soap", "operation", descriptor.soap().operation(), request == RequestFormat.SOAP);
        section("xml", "root", descriptor.xml().root(), request == RequestFormat.XML);
        tokenUrl(descriptor.token().url());
    }

    private void section(String section, String key, String value, boolean needed) {
        require(
                !needed || !value.isBlank(),
                "has request-format " + section + " without " + section + "." + key
                        + ", the element around those of the request");
        require(
                needed || value.isEmpty(),
                "has a section " + section + ", which is for request-format " + section + " alone");
    }

    private void tokenUrl(String url) {
        try {
            URI.create(url);
        } catch (IllegalArgumentException e) {
            throw wrong("has the token.url '" + url + "', which is no address, such as ../token");
        }
    }

    private Optional<AccountField> field(String key, String name) {
        Optional<AccountField> field = descriptor.fields().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
        String known = descriptor.fields().stream().map(AccountField::name).collect(Collectors.joining(", "));
        require(
                name.isEmpty() || field.isPresent(),
                "has the " + key + " '" + name + "', which is none of its fields: " + known);
        return field;
    }

    private void onlyWhen(String fieldName, Map<String, List<String>> namesByValue) {
        require(!fieldName.isEmpty(), "has an only-when without the name of a field");
        List<String> values = field("only-when", fieldName).orElseThrow().values();
        namesByValue.forEach((value, names) -> {
            require(
                    values.isEmpty() || values.contains(value),
                    "has the only-when." + fieldName + " '" + value + "', which is no value of the field: "
                            + String.join(", ", values));
            for (String name : names) {
                require(
                        descriptor.request().containsKey(name),
                        "has the name '" + name + "' in only-when." + fieldName + "." + value
                                + ", which is none of its request: "
                                + String.join(", ", descriptor.request().keySet()));
            }
        });
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw wrong(otherwise);
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("Provider file " + descriptor.wire() + ".yaml " + what);
    }
}
