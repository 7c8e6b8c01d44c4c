package io.staffetta.cli.accounts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta accounts add}: another account. */
@Command(
        name = "add",
        description = {
            "Adds an account to config/accounts.yaml, which keeps its comments and order; a running gateway uses it at once.",
            "Secrets are asked for at the terminal, or read from the input, a line each; never give one on a command line."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta accounts add reception --provider messagenet description=Reception username=1234567",
            "  staffetta accounts add alarms --provider plus description=Alarms username=acme --secret userUuid"
        })
final class AccountsAddCommand implements Callable<Integer> {

    @Mixin
    private EditOptions edits;

    @Mixin
    private FieldOptions fields;

    @Option(names = "--provider", required = true, paramLabel = "NAME", description = "Its provider.")
    private String provider;

    @Option(
            names = "--api",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Which of the provider's interfaces, where it has several.")
    private String api;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        FieldValues values = new FieldValues(spec, edits.providers());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("provider", provider);
        if (!api.isEmpty()) {
            all.put("api", api);
        }
        values.put(fields.given(), all);
        List<String> asked = new ArrayList<>(values.required(provider, api));
        fields.secrets().stream().filter(name -> !asked.contains(name)).forEach(asked::add);
        AccountsDoor door = edits.door(spec);
        values.putSecrets(asked, all);
        return edits.tell(spec, door.add(fields.account(), all, edits.why()));
    }
}
