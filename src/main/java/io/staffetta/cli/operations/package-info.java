/** Operations on many messages, ordered and followed on the command line. */
package io.staffetta.cli.operations;
