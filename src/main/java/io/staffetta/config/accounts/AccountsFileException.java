package io.staffetta.config.accounts;

import java.util.List;
import java.util.stream.Collectors;

/** {@code accounts.yaml} cannot be used. Holds everything that is wrong with it, and its text has a line for each. */
public final class AccountsFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /**
     * @param problems all that is wrong, in the order of the file; at least one
     */
    public AccountsFileException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Whether nothing is wrong but that there is no account. */
    public boolean isForWantOfAccounts() {
        return problems.size() == 1 && problems.get(0).wrong().toString().equals(AccountsParser.NO_ACCOUNT);
    }

    /** All that is wrong, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
