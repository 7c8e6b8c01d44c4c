/** What operators see while the gateway runs: health and metrics. */
package io.staffetta.operations;
