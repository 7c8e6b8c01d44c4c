/** What benches have in common to tell what they measured: options, series, tables, charts and the report. */
package io.staffetta.bench.report;
