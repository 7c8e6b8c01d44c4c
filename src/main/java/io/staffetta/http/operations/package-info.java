/** What operators ask and do by HTTP: messages, batches, accounts, the ledger, health. */
package io.staffetta.http.operations;
