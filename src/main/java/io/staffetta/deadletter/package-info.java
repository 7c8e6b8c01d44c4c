/** The Dead Letter Channel: what is put there, and what operators do with it. */
package io.staffetta.deadletter;
