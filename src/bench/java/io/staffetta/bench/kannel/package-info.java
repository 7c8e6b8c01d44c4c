/** Measures the gateway beside Kannel. */
package io.staffetta.bench.kannel;
