package io.staffetta.config.accounts;

import io.staffetta.account.Accounts;
import io.staffetta.provider.table.ProviderDescriptors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads {@code accounts.yaml}. Reading keeps nothing and changes nothing, so a changed file may be read again at any time,
 * and the accounts in use stay as they are if it is wrong.
 */
public final class AccountsFile {

    /** How long a message may wait where neither the account nor the caller says so. */
    public static final Duration DEFAULT_VALIDITY = Duration.ofHours(24);

    private AccountsFile() {}

    /** Reads a file as {@link #read(Path, ProviderDescriptors, Map, Duration)} does, with {@link #DEFAULT_VALIDITY}. */
    public static Accounts read(Path file, ProviderDescriptors descriptors, Map<String, String> placeholders) {
        return read(file, descriptors, placeholders, DEFAULT_VALIDITY);
    }

    /**
     * Reads a file, with environment variables and secret files resolved.
     *
     * @param file the file; {@code {{file:PATH}}} is relative to its folder
     * @param descriptors the providers that there are
     * @param placeholders further placeholders and what they stand for, such as {@code sandbox}
     * @param defaultValidity validity of accounts that give none
     * @throws AccountsFileException if anything is wrong with the file; holds all that is
     */
    public static Accounts read(
            Path file, ProviderDescriptors descriptors, Map<String, String> placeholders, Duration defaultValidity) {
        return read(file, descriptors, placeholders, defaultValidity, System::getenv);
    }

    static Accounts read(
            Path file,
            ProviderDescriptors descriptors,
            Map<String, String> names,
            Duration defaultValidity,
            UnaryOperator<String> environment) {
        List<Problem> problems = new ArrayList<>();
        return read(file, descriptors, names, defaultValidity, environment, problems, problems);
    }

    /**
     * Looks at a file where the gateway is not, so without the secrets that only the gateway has: what a variable or a file that
     * this process cannot read would say counts as not given.
     *
     * @param warnings told of each of these, and of values that hardly mean what they say
     * @throws AccountsFileException if anything else is wrong with the file; holds all that is
     */
    public static Accounts check(
            Path file,
            ProviderDescriptors descriptors,
            Map<String, String> placeholders,
            Duration defaultValidity,
            Consumer<Problem> warnings) {
        return check(file, descriptors, placeholders, defaultValidity, System::getenv, warnings);
    }

    static Accounts check(
            Path file,
            ProviderDescriptors descriptors,
            Map<String, String> placeholders,
            Duration defaultValidity,
            UnaryOperator<String> environment,
            Consumer<Problem> warnings) {
        List<Problem> absences = new ArrayList<>();
        Accounts accounts =
                read(file, descriptors, placeholders, defaultValidity, environment, new ArrayList<>(), absences);
        Stream.concat(absences.stream(), DoubtfulValues.in(file, descriptors).stream())
                .distinct()
                .sorted(Comparator.comparingInt(Problem::line))
                .forEach(warnings);
        return accounts;
    }

    private static Accounts read(
            Path file,
            ProviderDescriptors descriptors,
            Map<String, String> names,
            Duration defaultValidity,
            UnaryOperator<String> environment,
            List<Problem> problems,
            List<Problem> absences) {
        Path folder = file.toAbsolutePath().getParent();
        Scope scope =
                new Scope(file.toString(), problems, absences, new Placeholders(folder, names, environment), "", "");
        Optional<Node> root = YamlSource.root(file, scope);
        if (root.isEmpty() && problems.isEmpty()) {
            AccountsParser.noAccount(scope, 0);
        }
        Optional<Accounts> accounts = root.flatMap(
                        node -> YamlMap.of(node, YamlSource.line(node.getStartMark()), scope))
                .map(map -> new AccountsParser(descriptors, defaultValidity).parse(map));
        if (accounts.isEmpty() || !problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            throw new AccountsFileException(problems);
        }
        return accounts.get();
    }
}
