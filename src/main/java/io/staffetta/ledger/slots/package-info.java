/** Limits that several gateways share: concurrency and rate of an account. */
package io.staffetta.ledger.slots;
