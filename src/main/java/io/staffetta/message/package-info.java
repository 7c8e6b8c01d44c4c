/** The message: its fields, how it is read and checked, and how it travels from queue to queue. */
package io.staffetta.message;
