/** Measurements of the real gateway, in a process of its own; {@code src/bench} starts them. */
package io.staffetta.bench;
