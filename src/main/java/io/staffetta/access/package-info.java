/** Who calls the gateway, and what that one may do. */
package io.staffetta.access;
