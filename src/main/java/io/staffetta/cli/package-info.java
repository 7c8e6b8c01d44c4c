/** The command line. */
package io.staffetta.cli;
