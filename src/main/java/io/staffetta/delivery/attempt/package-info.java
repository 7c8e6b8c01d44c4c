/** An attempt: how it is opened in the ledger, and how it is closed. */
package io.staffetta.delivery.attempt;
