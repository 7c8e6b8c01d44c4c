/** Measures the way from a queue to a provider. */
package io.staffetta.bench.queue;
