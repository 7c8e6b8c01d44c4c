/** Where the gateway lives: its home folder, its lock, its addresses and its secrets. */
package io.staffetta.config;
