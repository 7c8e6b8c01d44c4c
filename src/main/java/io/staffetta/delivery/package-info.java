/** From an account's queue to its provider: attempts, what follows from their outcomes, and parked accounts. */
package io.staffetta.delivery;
