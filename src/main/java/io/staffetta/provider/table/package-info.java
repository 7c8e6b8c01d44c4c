/** The tables of the descriptors: which fields a request has, and how an answer is read. */
package io.staffetta.provider.table;
