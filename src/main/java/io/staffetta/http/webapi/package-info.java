/** The JSON-RPC interface that takes the place of the one of the PBX. */
package io.staffetta.http.webapi;
