/** The formats of batch files: CSV, fixed width, JSON and XML, row by row. */
package io.staffetta.batch.format;
