/** The providers as the sandbox plays them, one class for each interface. */
package io.staffetta.sandbox.provider;
