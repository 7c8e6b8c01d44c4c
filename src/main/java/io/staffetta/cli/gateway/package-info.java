/** How a command reaches the gateway: by HTTP, or by its broker. */
package io.staffetta.cli.gateway;
