/** The commands for accounts. */
package io.staffetta.cli.accounts;
