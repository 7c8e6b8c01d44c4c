/** What needs somebody, and how each account and the last day are: one answer, made of what is known already. */
package io.staffetta.http.overview;
