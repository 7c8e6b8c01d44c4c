/** The providers: what their descriptors say, what is submitted, and what an answer can mean. */
package io.staffetta.provider;
