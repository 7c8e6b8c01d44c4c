/** The broker: the embedded one, the connections to any, and the ways in which routes consume. */
package io.staffetta.broker;
