/** What people do with many messages at once, each with its fixed set, and what lies in the dead letter queue, as the ledger has it. */
package io.staffetta.ledger.operation;
