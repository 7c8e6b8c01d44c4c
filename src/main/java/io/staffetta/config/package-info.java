/** Where the gateway lives: its home folder, its lock, its addresses and its secrets; and how its settings are read. */
package io.staffetta.config;
