/** The command line: its commands, and what each of them is for. */
package io.staffetta.cli;
