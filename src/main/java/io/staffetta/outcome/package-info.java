/** What a provider made of a message. */
package io.staffetta.outcome;
