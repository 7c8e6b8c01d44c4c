/** Measures how urgent messages pass a flood. */
package io.staffetta.bench.alarm;
