/** Texts for people in the language that they read. The catalogue of them is beside it, in the resources. */
package io.staffetta.language;
