/** Commands about applications and their tokens. */
package io.staffetta.cli.tokens;
