package io.staffetta.cli.accounts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Parameters of commands that write an account: its id, and fields of it. */
final class FieldOptions {

    @Parameters(index = "0", paramLabel = "ID", description = "The account: 1 to 40 of a-z, 0-9 and -.")
    private String account;

    @Parameters(
            index = "1..*",
            paramLabel = "FIELD=VALUE",
            description = "Its fields, such as description=Reception, limits.perSecond=5 or failover=a,b.")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(
            names = "--secret",
            paramLabel = "FIELD",
            description =
                    "A secret that is asked for; a new account's that it must have are so anyway. May be repeated.")
    private List<String> secrets = new ArrayList<>();

    /** The id. */
    String account() {
        return account;
    }

    /** Value by name. */
    Map<String, String> given() {
        return given;
    }

    /** Names of secrets to ask for. */
    List<String> secrets() {
        return secrets;
    }
}
