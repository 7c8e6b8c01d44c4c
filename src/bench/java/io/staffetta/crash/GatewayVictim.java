package io.staffetta.crash;

import io.staffetta.it.support.GatewayProcess;

/** A gateway that is killed. */
record GatewayVictim(String name, GatewayProcess gateway) implements Victim {

    @Override
    public void kill() {
        gateway.kill();
    }

    @Override
    public void launch() {
        gateway.launch();
    }

    @Override
    public void awaitReady() {
        gateway.awaitReady();
    }
}
