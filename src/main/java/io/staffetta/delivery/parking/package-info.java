/** Parking: the circuit breakers of the accounts, and accounts that cannot be used for now. */
package io.staffetta.delivery.parking;
