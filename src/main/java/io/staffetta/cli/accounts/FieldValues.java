package io.staffetta.cli.accounts;

import io.staffetta.cli.terminal.Terminal;
import io.staffetta.config.accounts.FormField;
import io.staffetta.config.accounts.ProviderForm;
import io.staffetta.provider.table.ProviderDescriptors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Fields of an account, as a command line gives them; secrets it does not give, but the terminal or the input. */
final class FieldValues {

    private static final String FAILOVER = "failover";

    private final CommandSpec spec;
    private final ProviderDescriptors providers;
    private BufferedReader input;

    FieldValues(CommandSpec spec, ProviderDescriptors providers) {
        this.spec = spec;
        this.providers = providers;
    }

    /** Puts fields such as {@code username=acme}, {@code limits.perSecond=5} or {@code failover=a,b} among others. */
    void put(Map<String, String> given, Map<String, Object> fields) {
        given.forEach((name, value) -> {
            if (isSecret(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "'" + name + "' is a secret, which others could read on a command line: give --secret " + name
                                + ", and it is asked for, or read from the input");
            }
            String[] path = name.split("\\.", 2);
            if (path.length == 2) {
                Map<String, Object> inner = new LinkedHashMap<>();
                if (fields.get(path[0]) instanceof Map<?, ?> before) {
                    before.forEach((key, one) -> inner.put(key.toString(), one));
                }
                inner.put(path[1], value);
                fields.put(path[0], inner);
            } else {
                fields.put(name, name.equals(FAILOVER) ? List.of(value.split(" *, *")) : value);
            }
        });
    }

    /** Puts secrets among the fields. */
    void putSecrets(List<String> names, Map<String, Object> fields) {
        for (String name : names) {
            if (!isSecret(name)) {
                throw new ParameterException(
                        spec.commandLine(), "'" + name + "' is no secret: give it as " + name + "=VALUE");
            }
            fields.put(name, ask(name));
        }
    }

    /** The secrets that an account of a provider must have. */
    List<String> required(String provider, String api) {
        return form(provider, api).stream()
                .flatMap(form -> form.fields().stream())
                .filter(field -> field.secret() && field.required())
                .map(FormField::name)
                .toList();
    }

    private Optional<ProviderForm> form(String provider, String api) {
        List<ProviderForm> forms = ProviderForm.all(providers).stream()
                .filter(form -> form.provider().equals(provider))
                .toList();
        return forms.stream()
                .filter(form -> api.isEmpty() || api.equals(form.api()))
                .findFirst();
    }

    private boolean isSecret(String name) {
        return ProviderForm.all(providers).stream()
                .flatMap(form -> form.fields().stream())
                .anyMatch(field -> field.secret() && field.name().equals(name));
    }

    private String ask(String name) {
        if (Terminal.canAnswer()) {
            char[] answer = System.console().readPassword("%s: ", name);
            return answer == null ? "" : new String(answer);
        }
        try {
            if (input == null) {
                input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            }
            String line = input.readLine();
            if (line == null || line.isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "No '" + name + "': give it at the terminal, or on a line of the input, such as: < secret.txt");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
