package io.staffetta.config.accounts;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.staffetta.account.Accounts;
import io.staffetta.provider.table.ProviderDescriptors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads accounts from text, with the providers that ship and an environment of the tests' own. */
public final class AccountsText {

    static final ProviderDescriptors PROVIDERS = ProviderDescriptors.load(Path.of("config/providers"));

    private static final Map<String, String> NAMES = Map.of("sandbox", "http://127.0.0.1:8090");
    private static final Map<String, String> ENVIRONMENT = Map.of("MAIN_PASSWORD", "s3cret", "EMPTY", "");

    private final Path folder;

    /** Writes the file into this folder. */
    public AccountsText(Path folder) {
        this.folder = folder;
    }

    Accounts read(String yaml) {
        try {
            Path file = Files.writeString(folder.resolve("accounts.yaml"), yaml);
            return AccountsFile.read(file, PROVIDERS, NAMES, Duration.ofHours(12), ENVIRONMENT::get);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The problems in words, with the folder left out. */
    public List<String> problems(String yaml) {
        return catchThrowableOfType(AccountsFileException.class, () -> read(yaml)).problems().stream()
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .toList();
    }

    /** An account {@code main}, which is the default, with one more line, the sixth of the file, indented as it must be. */
    static String withLine(String line) {
        return """
                default: main
                accounts:
                  main:
                    provider: messagenet
                    description: Main
                    %s
                    username: u
                    password: p
                """.formatted(line);
    }
}
