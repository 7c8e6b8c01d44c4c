/** The providers: what their descriptors say, how a message is submitted, and what their answers mean. */
package io.staffetta.provider;
