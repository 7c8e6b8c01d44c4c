/** What the ledger tells of a message: its state, its attempts, and what operators did. */
package io.staffetta.ledger.history;
