/** What is looked at, and begun, before the parts of the gateway start. */
package io.staffetta.gateway.start;
