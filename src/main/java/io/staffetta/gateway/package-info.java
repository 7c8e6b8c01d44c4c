/** Puts the gateway together: settings, broker, routes, and the order in which they start and stop. */
package io.staffetta.gateway;
