/** Threads of the gateway: how they are made, how a loop sleeps and wakes, and how an executor is ended. */
package io.staffetta.thread;
