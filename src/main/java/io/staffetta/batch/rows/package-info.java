/** The rows of a batch file: how each becomes a message, and which were taken before. */
package io.staffetta.batch.rows;
