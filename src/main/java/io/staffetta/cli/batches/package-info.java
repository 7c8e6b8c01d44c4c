/** The commands for batch files. */
package io.staffetta.cli.batches;
