/** From the front doors to the queues of the accounts: reading, checking and routing what comes in. */
package io.staffetta.intake;
