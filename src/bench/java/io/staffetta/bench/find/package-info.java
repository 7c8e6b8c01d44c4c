/** Measures how fast messages are found in a large ledger, and what that costs when they are entered. */
package io.staffetta.bench.find;
