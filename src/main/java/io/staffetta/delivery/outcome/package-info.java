/** Outcome events and delivery reports: what became of a message, and who is told. */
package io.staffetta.delivery.outcome;
