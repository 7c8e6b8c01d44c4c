/** Delivery reports: what became of a message that a provider took. */
package io.staffetta.report;
