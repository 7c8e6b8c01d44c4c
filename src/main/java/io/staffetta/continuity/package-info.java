/** Notices that ledger or queues are older than what the gateway last told, or that it runs on a copy of another home. */
package io.staffetta.continuity;
