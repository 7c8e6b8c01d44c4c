/** What the sandbox has of each provider in common: requests, answers, credentials, and how it misbehaves. */
package io.staffetta.sandbox.wire;
