/** Changes of accounts.yaml by the gateway: of its text, its secrets, and the history of both. */
package io.staffetta.config.edit;
