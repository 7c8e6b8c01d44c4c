/** What people have said of accounts, carried out: pauses, and moves of what waits for accounts that are gone. */
package io.staffetta.delivery.orders;
