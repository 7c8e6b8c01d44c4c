/** The audit trail: who did what, from where, on which things, and why. */
package io.staffetta.audit;
