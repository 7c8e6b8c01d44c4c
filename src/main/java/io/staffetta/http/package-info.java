/** Messages and commands over HTTP: who may call, what a request says, and how it is answered. */
package io.staffetta.http;
