/**
 * The provider sandbox: one HTTP server that plays all providers, and knows their wires from their descriptions alone, so that a
 * mistake in the gateway is not repeated here.
 */
package io.staffetta.sandbox;
