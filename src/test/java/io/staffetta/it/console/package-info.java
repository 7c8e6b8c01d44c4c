/** The web console in a real browser, against a running gateway. */
package io.staffetta.it.console;
