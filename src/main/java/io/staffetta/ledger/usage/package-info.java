/** How many messages and segments providers took, by time, account, source and tag. */
package io.staffetta.ledger.usage;
