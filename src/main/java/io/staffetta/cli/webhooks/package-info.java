/** Commands for webhooks, by which applications are told what became of their messages. */
package io.staffetta.cli.webhooks;
