/** The embedded broker: its limits, its logins, its disk, and its store. */
package io.staffetta.broker.embedded;
