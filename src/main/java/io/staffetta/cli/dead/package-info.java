/** The commands for dead letters. */
package io.staffetta.cli.dead;
