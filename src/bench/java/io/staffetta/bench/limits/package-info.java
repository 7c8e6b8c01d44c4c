/** Measures broker, HTTP client and disk without the gateway. */
package io.staffetta.bench.limits;
