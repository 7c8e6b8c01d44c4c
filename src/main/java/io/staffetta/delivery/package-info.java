/** From the queue of an account to its provider: what a delivery is, and what every part of it needs. */
package io.staffetta.delivery;
