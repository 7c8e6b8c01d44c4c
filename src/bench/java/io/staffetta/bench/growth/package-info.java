/** Measures what becomes of the rate when there is more of something. */
package io.staffetta.bench.growth;
