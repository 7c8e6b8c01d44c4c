/** The commands that send messages and look for them. */
package io.staffetta.cli.messages;
