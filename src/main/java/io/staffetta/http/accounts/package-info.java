/** Accounts over HTTP: what they may have, and how they are made, changed, tried and held. */
package io.staffetta.http.accounts;
