package io.staffetta.gateway.accounts;

import io.staffetta.account.Accounts;
import io.staffetta.config.accounts.AccountsFile;
import io.staffetta.config.accounts.AccountsFileException;
import io.staffetta.provider.table.ProviderDescriptors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the accounts file of this gateway.
 *
 * @param file the file
 * @param providers the providers that accounts can have
 * @param placeholders what stands for {@code ${...}} in the file, by name
 * @param validity how long a message is tried that does not say it itself, nor its account
 */
public record AccountsReader(
        Path file, ProviderDescriptors providers, Map<String, String> placeholders, Duration validity) {

    private static final Logger LOG = LoggerFactory.getLogger(AccountsReader.class);

    /**
     * Reads the accounts.
     *
     * @throws AccountsFileException if the file is wrong, or has no account; says all that is wrong
     */
    public Accounts read() {
        return AccountsFile.read(file, providers, placeholders, validity);
    }

    /**
     * Reads the accounts at the start. There may be none, since the console asks for the first one; later none is lost by
     * emptying the file.
     *
     * @throws AccountsFileException if the file is wrong otherwise
     */
    public Accounts readFirst() {
        try {
            return read();
        } catch (AccountsFileException e) {
            if (!e.isForWantOfAccounts()) {
                throw e;
            }
            LOG.warn("No account is configured, so nothing can be sent: {}", e.getMessage());
            return new Accounts("", Map.of(), List.of());
        }
    }
}
