/** Files of batches over HTTP: handed in, looked at, and their answers. */
package io.staffetta.http.batches;
