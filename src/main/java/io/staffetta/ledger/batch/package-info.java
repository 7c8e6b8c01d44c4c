/** Batch files in the ledger: how far each has come, and which gateway works on it. */
package io.staffetta.ledger.batch;
