/** The audit trail: who did what, from where, on which things, and why, as a chain of hashes in the ledger. */
package io.staffetta.audit;
