/** Which account a message is sent with. */
package io.staffetta.routing;
