/** The wiring of what administers accounts. */
package io.staffetta.gateway.accounts;
