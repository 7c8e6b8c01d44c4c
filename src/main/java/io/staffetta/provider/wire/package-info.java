/** The wires of the providers: how a request is written and an answer is read, for each form. */
package io.staffetta.provider.wire;
