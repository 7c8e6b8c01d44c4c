/** Outcome webhooks: tells applications over HTTP what became of their messages. */
package io.staffetta.webhooks;
