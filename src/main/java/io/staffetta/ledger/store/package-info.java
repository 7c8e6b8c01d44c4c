/** The database below the ledger: connections, statements, and writes in groups. */
package io.staffetta.ledger.store;
