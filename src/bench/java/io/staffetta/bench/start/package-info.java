/** Measures starts and memory. */
package io.staffetta.bench.start;
