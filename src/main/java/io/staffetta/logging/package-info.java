/** The log: what may stand in it, and how repeated faults are told once. */
package io.staffetta.logging;
