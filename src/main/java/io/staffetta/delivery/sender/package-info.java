/** The sender: one loop that takes messages from the queues of all accounts and submits them. */
package io.staffetta.delivery.sender;
