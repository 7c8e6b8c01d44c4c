/** What operators see and do while the gateway runs. */
package io.staffetta.operations;
