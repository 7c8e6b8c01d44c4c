/** Measures messages that a provider does not accept at once. */
package io.staffetta.bench.failures;
