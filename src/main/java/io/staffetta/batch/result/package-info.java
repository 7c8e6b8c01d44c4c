/** The result file of a batch: one line for each row, and what became of it. */
package io.staffetta.batch.result;
