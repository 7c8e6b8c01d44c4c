/** Alerts: what is not as it should be, who is told of it, and when that is over. */
package io.staffetta.alert;
