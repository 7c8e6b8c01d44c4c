/** The way of a batch file from its first reading to its end, and after a restart. */
package io.staffetta.batch.run;
