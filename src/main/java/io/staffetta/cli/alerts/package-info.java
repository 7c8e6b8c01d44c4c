/** The commands {@code staffetta alerts}. */
package io.staffetta.cli.alerts;
