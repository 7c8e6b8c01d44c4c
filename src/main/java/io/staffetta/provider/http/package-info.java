/** The HTTP client of the accounts: connections, requests, answers, and how a call failed. */
package io.staffetta.provider.http;
