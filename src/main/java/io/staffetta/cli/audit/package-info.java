/** Commands about the audit trail. */
package io.staffetta.cli.audit;
