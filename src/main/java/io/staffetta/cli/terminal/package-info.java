/** What the commands share: tables, times, JSON, exit codes, and questions. */
package io.staffetta.cli.terminal;
