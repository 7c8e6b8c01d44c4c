package io.staffetta.crash;

import io.staffetta.it.support.ExternalBroker;

/** A broker that is killed. */
record BrokerVictim(ExternalBroker broker) implements Victim {

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public void kill() {
        broker.kill();
    }

    @Override
    public void launch() {
        broker.start();
    }

    @Override
    public void awaitReady() {
        // Launching it waits.
    }
}
