/** The web console: its files, and how people sign in to it. */
package io.staffetta.http.console;
