/** How the gateway reaches its broker: logins, the seal's key, and what is done at the start. */
package io.staffetta.gateway.broker;
