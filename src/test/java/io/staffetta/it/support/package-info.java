/** What integration tests and benches have in common: gateways and brokers as processes, clients of them, and their accounts. */
package io.staffetta.it.support;
