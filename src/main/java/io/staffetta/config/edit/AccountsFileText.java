package io.staffetta.config.edit;

/**
 * The accounts as they are written now.
 *
 * @param text the file
 * @param version version of the file; empty if there is none that can be read
 */
public record AccountsFileText(AccountsText text, String version) {}
