/** The accounts and the rules that choose one for a message. */
package io.staffetta.account;
