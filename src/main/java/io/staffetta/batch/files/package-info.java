/** Files on the disk of a batch folder: names, rights, and writing that a crash cannot tear. */
package io.staffetta.batch.files;
