/**
 * The provider sandbox: one HTTP server that speaks the wires of all providers, takes messages instead of sending them,
 * and misbehaves on request. Apart from the rest of the gateway: it knows the wires from their description only, so that
 * a mistake in the gateway is not repeated here.
 */
package io.staffetta.sandbox;
