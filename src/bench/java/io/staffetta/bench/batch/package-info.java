/** Measures files of many rows on their way through a batch folder, also while the gateway is killed. */
package io.staffetta.bench.batch;
