/** The reader of accounts.yaml: what the file may hold, and what is wrong with it in words. */
package io.staffetta.config.accounts;
