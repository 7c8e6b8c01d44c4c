/** Who may do what with the gateway, and who did what: the parts of it, put together. */
package io.staffetta.gateway.access;
