package io.staffetta.config.accounts;

import io.staffetta.config.Suggestion;
import io.staffetta.language.Phrase;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.SenderName;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.ProviderDescriptor.AccountField;
import io.staffetta.provider.table.ProviderDescriptors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads which wire an account uses, and the fields of that wire. */
final class ProviderFields {

    private final YamlMap account;
    private final ProviderDescriptors descriptors;

    ProviderFields(YamlMap account, ProviderDescriptors descriptors) {
        this.account = account;
        this.descriptors = descriptors;
    }

    /** The wire that {@code provider} and {@code api} choose; empty if they are a problem. */
    Optional<ProviderDescriptor> wire() {
        List<String> providers = descriptors.all().stream()
                .map(ProviderDescriptor::provider)
                .distinct()
                .toList();
        Optional<YamlText> provider = account.required(
                CommonField.PROVIDER.key(), Phrase.of("must be one of {0}", String.join(", ", providers)));
        if (provider.isEmpty()) {
            return Optional.empty();
        }
        List<ProviderDescriptor> wires = descriptors.ofProvider(provider.get().value());
        if (wires.isEmpty()) {
            String written = provider.get().written();
            Phrase right = Phrase.of("must be one of {0}", Suggestion.among(written, providers));
            account.problem(CommonField.PROVIDER.key(), Phrase.of("unknown provider ''{0}''", written), right);
            return Optional.empty();
        }
        return wires.size() == 1 ? Optional.of(wires.get(0)) : byApi(wires);
    }

    private Optional<ProviderDescriptor> byApi(List<ProviderDescriptor> wires) {
        String name = CommonField.API.key();
        List<String> apis = wires.stream().map(ProviderDescriptor::api).toList();
        ProviderDescriptor first = wires.get(0);
        if (!account.has(name) && first.defaultApi()) {
            return Optional.of(first);
        }
        Optional<YamlText> api =
                account.required(name, Phrase.of("{0} has {1}", first.provider(), String.join(", ", apis)));
        Optional<ProviderDescriptor> wire = api.flatMap(
                text -> wires.stream().filter(w -> w.api().equals(text.value())).findFirst());
        if (api.isPresent() && wire.isEmpty()) {
            String written = api.get().written();
            Phrase right = Phrase.of("{0} has {1}", first.provider(), Suggestion.among(written, apis));
            account.problem(name, Phrase.of("unknown api ''{0}''", written), right);
        }
        return wire;
    }

    /** The fields of the wire that the account gives, or that have a default. Records unknown and missing ones. */
    Map<String, String> read(ProviderDescriptor wire) {
        List<String> allowed = new ArrayList<>(List.of(CommonField.PROVIDER.key()));
        if (hasSeveralApis(wire)) {
            allowed.add(CommonField.API.key());
        }
        allowed.addAll(CommonFields.names());
        wire.fields().forEach(field -> allowed.add(field.name()));
        account.allow(
                allowed,
                name -> Phrase.of(
                        "{0} has {1}{2}", name(wire), Suggestion.among(name, allowed), elsewhere(name, wire)));

        Map<String, String> fields = new LinkedHashMap<>();
        for (AccountField field : wire.fields()) {
            value(field, wire).ifPresent(value -> fields.put(field.name(), value));
        }
        return fields;
    }

    private Optional<String> value(AccountField field, ProviderDescriptor wire) {
        String description = field.description().isEmpty() ? "" : ": " + field.description();
        Optional<YamlText> text = field.required() && field.defaultValue().isEmpty()
                ? account.required(field.name(), Phrase.of("{0} needs it{1}", name(wire), description))
                : account.text(field.name());
        text.ifPresent(given -> check(field, given));
        text.filter(given -> field.name().equals(wire.report().urlField()))
                .ifPresent(given -> checkUrl(field.name(), given));
        text.filter(given -> field.name().equals(wire.sender())).ifPresent(given -> checkSender(field, given));
        return text.map(YamlText::value)
                .or(() -> Optional.of(field.defaultValue()).filter(value -> !value.isEmpty()));
    }

    private void check(AccountField field, YamlText text) {
        if (!field.values().isEmpty() && !field.values().contains(text.value())) {
            Phrase right = Phrase.of("must be {0}", Phrase.joined("{0} or {1}", field.values()));
            account.problem(
                    field.name(),
                    field.secret() ? "has another value" : Phrase.of("is ''{0}''", text.written()),
                    field.secret()
                            ? right
                            : Phrase.of("must be {0}", Suggestion.either(text.written(), field.values())));
        }
        if (text.value().chars().anyMatch(Character::isISOControl)) {
            String right = "must be one line; one newline at the end of a {{file:…}} is left out";
            account.problem(field.name(), "holds a line break or another control character", right);
        }
    }

    /** With a wrong sender every message of the account would be refused, so it is told before the first one. */
    private void checkSender(AccountField field, YamlText text) {
        try {
            SenderName.check(field.name(), text.value());
        } catch (InvalidMessageException e) {
            account.problem(field.name(), "is no sender that a telephone can show", e.rule());
        }
    }

    /** Where requests go: the account's {@code url}, else the wire's own field for it, else the wire's; else empty. */
    String url(ProviderDescriptor wire) {
        Optional<String> url = url(CommonField.URL.key());
        Optional<String> own =
                Optional.of(wire.urlField()).filter(field -> !field.isEmpty()).flatMap(this::url);
        return url.or(() -> own).orElse(wire.url());
    }

    private Optional<String> url(String field) {
        Optional<YamlText> text = account.text(field);
        text.ifPresent(given -> checkUrl(field, given));
        return text.map(YamlText::value);
    }

    private void checkUrl(String field, YamlText url) {
        UrlRule.violation(url.value())
                .ifPresent(violation -> account.problem(field, violation.wrong(), violation.right()));
    }

    private boolean hasSeveralApis(ProviderDescriptor wire) {
        return descriptors.ofProvider(wire.provider()).size() > 1;
    }

    private String name(ProviderDescriptor wire) {
        return hasSeveralApis(wire) ? wire.provider() + " with api " + wire.api() : wire.provider();
    }

    /** Says so if other APIs of the same provider have a field that this one has not. */
    private Phrase elsewhere(String name, ProviderDescriptor wire) {
        String others = descriptors.ofProvider(wire.provider()).stream()
                .filter(other ->
                        other.fields().stream().anyMatch(field -> field.name().equals(name)))
                .map(ProviderDescriptor::api)
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? Phrase.of("") : Phrase.of("; ''{0}'' is for api {1}", name, others);
    }
}
