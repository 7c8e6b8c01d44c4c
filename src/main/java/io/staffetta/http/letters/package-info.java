/** What operators ask of dead letters over HTTP, and what they have done with many messages. */
package io.staffetta.http.letters;
