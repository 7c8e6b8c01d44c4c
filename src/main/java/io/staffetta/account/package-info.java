/** The accounts: the file that defines them, what it may hold, and what is wrong with it in words. */
package io.staffetta.account;
