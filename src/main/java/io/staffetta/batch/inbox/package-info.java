/** The inbox: when a file is whole, and how it is taken out. */
package io.staffetta.batch.inbox;
