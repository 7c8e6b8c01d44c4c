package io.staffetta.config.accounts;

import java.util.List;

/**
 * The part of the file that is being read: which account and field its problems belong to, and what placeholders in it
 * mean.
 *
 * @param file the file, as it was named to the gateway
 * @param problems where problems are collected; shared by all scopes of a file
 * @param absences where what only this process lacks is collected, such as an environment variable; the problems, or apart
 * @param placeholders what stands for what
 * @param account id of the account that is being read; empty outside the accounts
 * @param prefix what precedes a field's name in problems, such as {@code limits.}; empty for none
 */
record Scope(
        String file,
        List<Problem> problems,
        List<Problem> absences,
        Placeholders placeholders,
        String account,
        String prefix) {

    /** The scope of one account. */
    Scope ofAccount(String id) {
        return new Scope(file, problems, absences, placeholders, id, "");
    }

    /** The scope of the fields within a field. */
    Scope within(String field) {
        return new Scope(file, problems, absences, placeholders, account, prefix + field + ".");
    }

    /** Records a problem; see {@link Problem} for the parameters. An empty field means what the scope is about. */
    void problem(int line, String field, CharSequence wrong, CharSequence right) {
        problems.add(new Problem(file, line, account, path(field), wrong, right));
    }

    /** Records what this process lacks, and the gateway may have. */
    void absence(int line, String field, CharSequence wrong, CharSequence right) {
        absences.add(new Problem(file, line, account, path(field), wrong, right));
    }

    private String path(String field) {
        return field.isEmpty() && !prefix.isEmpty() ? prefix.substring(0, prefix.length() - 1) : prefix + field;
    }
}
