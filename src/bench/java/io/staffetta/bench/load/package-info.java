/** What benches have in common to put load on a gateway: who sends, who takes the messages as a provider, and what is counted. */
package io.staffetta.bench.load;
