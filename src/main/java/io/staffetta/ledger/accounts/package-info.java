/** What people have said of accounts: which are held, and where what waits for those that are gone is put. */
package io.staffetta.ledger.accounts;
