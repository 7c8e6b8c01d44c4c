/** Batch files: the folder they are put in, and which gateway holds a file. */
package io.staffetta.batch;
