/** Who may log in to the embedded broker, and what a sender may do there. */
package io.staffetta.broker.embedded.rights;
