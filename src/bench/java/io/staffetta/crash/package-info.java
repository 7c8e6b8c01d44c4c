/**
 * The crash harness: the real jar as a process under load, killed at random moments, and the balance at the end. {@code
 * CrashIT} is its short form, {@code src/bench/crash} its long one.
 */
package io.staffetta.crash;
