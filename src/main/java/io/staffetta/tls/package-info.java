/** TLS of the gateway's own ports: its certificate, which may change while it runs, and how its commands know it. */
package io.staffetta.tls;
