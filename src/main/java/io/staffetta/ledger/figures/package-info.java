/** Figures of the ledger for operators: what waits, what is dead, what is overdue, and since when. */
package io.staffetta.ledger.figures;
