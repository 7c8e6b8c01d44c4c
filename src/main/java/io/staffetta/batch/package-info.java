/** Batch files: how their rows are read, and what each row says. */
package io.staffetta.batch;
