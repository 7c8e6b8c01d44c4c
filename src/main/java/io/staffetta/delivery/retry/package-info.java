/** What follows a failed attempt: retry, failover to another account, or the dead letter queue. */
package io.staffetta.delivery.retry;
