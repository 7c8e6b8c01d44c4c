/** How fast dead letters are listed, grouped and taken, however many there are. */
package io.staffetta.bench.letters;
