package io.staffetta.crash;

import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.SmallDisk;

/** A small disk under a gateway's {@code data}. To kill it is to fill it, to launch it again to free it. */
final class FullDisk implements Victim, AutoCloseable {

    /** Room for the queues and the ledger of some ten thousand messages, as of {@code mount}. */
    static final String SIZE = "300m";

    private final GatewayProcess gateway;
    private final SmallDisk disk;

    /** @throws IllegalStateException if this machine does not let us mount */
    FullDisk(GatewayProcess gateway) {
        this.gateway = gateway;
        disk = new SmallDisk(gateway.home().resolve("data"), SIZE);
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public void kill() {
        disk.fill();
    }

    /** Frees it; and starts the gateway again if it has ended, as its service manager would. */
    @Override
    public void launch() {
        disk.free();
        if (!gateway.process().isAlive()) {
            System.out.println(
                    "The gateway has ended with " + gateway.process().exitValue() + ", and is started again");
            gateway.launch();
        }
    }

    @Override
    public void awaitReady() {
        gateway.awaitReady();
    }

    @Override
    public void close() {
        disk.close();
    }
}
