/** What the ledger has about a person, and how it is erased. */
package io.staffetta.ledger.person;
