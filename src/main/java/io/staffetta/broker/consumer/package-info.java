/** Consumers of queues: several messages in one transaction, due messages, and recovery. */
package io.staffetta.broker.consumer;
