/** Looks where the processor's time goes. */
package io.staffetta.bench.profile;
