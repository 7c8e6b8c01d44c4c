/** What a file says before its rows: its charset, its directive, its columns. */
package io.staffetta.batch.text;
