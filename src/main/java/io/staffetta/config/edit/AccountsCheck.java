package io.staffetta.config.edit;

import io.staffetta.account.Account;
import io.staffetta.account.Accounts;
import io.staffetta.config.accounts.AccountsFile;
import io.staffetta.config.accounts.AccountsFileException;
import io.staffetta.config.accounts.Problem;
import io.staffetta.config.edit.EditRefusedException.Reason;
import io.staffetta.language.Phrase;
import io.staffetta.provider.table.ProviderDescriptors;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks what an edit would make of {@code accounts.yaml}, before it is put in the place of the file.
 *
 * <p>Thread-safe.
 */
final class AccountsCheck {

    /** The form of an account's id. */
    static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final Path file;
    private final ProviderDescriptors descriptors;
    private final Map<String, String> placeholders;
    private final Duration validity;
    private final String onlyUrl;
    private final WantedFields fields;

    /**
     * @param onlyUrl how each account's address must begin; empty for any
     */
    AccountsCheck(
            Path file,
            ProviderDescriptors descriptors,
            Map<String, String> placeholders,
            Duration validity,
            String onlyUrl,
            WantedFields fields) {
        this.file = file;
        this.descriptors = descriptors;
        this.placeholders = Map.copyOf(placeholders);
        this.validity = validity;
        this.onlyUrl = onlyUrl;
        this.fields = fields;
    }

    /**
     * Checks the id of an account.
     *
     * @throws EditRefusedException if it is none
     */
    void checkId(String id) {
        if (!ID.matcher(id).matches()) {
            Problem problem = new Problem(
                    file.toString(), 0, "", "id", "is no id of an account", "must be 1 to 40 of a-z, 0-9 and -");
            throw new EditRefusedException(Reason.INVALID, problem.phrase(), List.of(problem));
        }
    }

    /** The accounts of the file as it is, which may have none yet; empty if it is wrong. */
    Optional<Accounts> before() {
        try {
            return Optional.of(AccountsFile.read(file, descriptors, placeholders, validity));
        } catch (AccountsFileException e) {
            return e.isForWantOfAccounts() ? Optional.of(new Accounts("", Map.of(), List.of())) : Optional.empty();
        }
    }

    /**
     * Reads what is to come in the place of the file.
     *
     * @throws EditRefusedException if it is wrong, as of the file itself; or if an account is not on the address that it must be
     */
    Accounts read(Path part) {
        try {
            Accounts accounts = AccountsFile.read(part, descriptors, placeholders, validity);
            checkUrls(accounts);
            return accounts;
        } catch (AccountsFileException e) {
            List<Problem> problems = e.problems().stream()
                    .map(one -> new Problem(
                            file.toString(), one.line(), one.account(), one.field(), one.wrong(), one.right()))
                    .toList();
            throw new EditRefusedException(
                    Reason.INVALID,
                    Phrase.joined(
                            "{0}\n{1}", problems.stream().map(Problem::phrase).toList()),
                    problems);
        }
    }

    private void checkUrls(Accounts after) {
        for (Account account : after.byId().values()) {
            if (!account.url().startsWith(onlyUrl)) {
                Problem problem = new Problem(
                        file.toString(),
                        0,
                        account.id(),
                        "url",
                        "is not that of the provider sandbox",
                        "with --sandbox it must begin with {{sandbox}}, as that of the demo accounts does");
                throw new EditRefusedException(Reason.INVALID, problem.phrase(), List.of(problem));
            }
        }
    }

    /**
     * Checks that secrets which are kept go to no other address: else who may edit accounts, and may not see secrets, has
     * them sent to a place of their own.
     *
     * @throws EditRefusedException if they would
     */
    void checkSecrets(Accounts before, Accounts after, AccountsText old, AccountsText wanted) {
        for (Account account : after.byId().values()) {
            Account was = before.byId().get(account.id());
            Map<String, Object> written = wanted.accounts().get(account.id());
            if (was != null
                    && !targets(was).containsAll(targets(account))
                    && fields.keepsSecret(old.accounts().getOrDefault(account.id(), Map.of()), written)) {
                throw new EditRefusedException(
                        Reason.SECRET_NEEDED,
                        Phrase.of(
                                "The address or the provider of account ''{0}'' changes: give its secrets anew, so that they go "
                                        + "nowhere unseen",
                                account.id()));
            }
        }
    }

    private static Set<String> targets(Account account) {
        Map<String, String> urls = new LinkedHashMap<>(account.fields());
        urls.put("", account.url());
        return urls.values().stream()
                .filter(value -> value.matches("(?i)https?://.*"))
                .map(AccountsCheck::origin)
                .collect(Collectors.toSet());
    }

    private static String origin(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getScheme() + "://" + uri.getAuthority();
        } catch (IllegalArgumentException e) {
            return url;
        }
    }
}
