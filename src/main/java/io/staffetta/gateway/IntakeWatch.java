package io.staffetta.gateway;

import io.staffetta.broker.embedded.EmbeddedBroker;
import io.staffetta.broker.embedded.Standstill;
import io.staffetta.http.RequestMemory;
import io.staffetta.ledger.Ledger;
import io.staffetta.operations.BrokerProbe;
import io.staffetta.operations.DiskProbe;
import io.staffetta.operations.IntakeFault;
import io.staffetta.operations.IntakeFault.Kind;
import io.staffetta.operations.IntakeFaults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Watches for reasons that keep this gateway from taking messages in.
 *
 * @param data folder of what is embedded
 * @param broker the embedded broker; empty for an external one
 * @param ledger the ledger
 */
record IntakeWatch(Path data, Optional<EmbeddedBroker> broker, Ledger ledger) {

    private static final List<String> FULL = List.of("SQLITE_FULL", "disk is full", "No space left", "Disk full");

    /** What knows why requests are not taken. */
    IntakeFaults faults(RequestMemory memory, BrokerProbe reach) {
        List<Supplier<Optional<IntakeFault>>> looks = new ArrayList<>();
        broker.ifPresent(embedded -> looks.add(() -> embedded.standstill().map(this::ofBroker)));
        looks.add(() -> ledger.problem().map(this::ofLedger));
        if (broker.isPresent() || !ledger.isShared()) {
            looks.add(new DiskProbe(data)::full);
        }
        looks.add(() -> memory.problem().map(words -> new IntakeFault(Kind.OVERLOAD, words)));
        return new IntakeFaults(looks, reach, System::nanoTime);
    }

    private IntakeFault ofBroker(Standstill standstill) {
        return switch (standstill) {
            case STORE_FAILED -> new DiskProbe(data).failed(EmbeddedBroker.ROOM_BYTES);
            case STORE_FULL -> new DiskProbe(data).usedUp();
            case NOT_RUNNING -> new IntakeFault(Kind.BROKER, "The embedded broker is starting");
            case MEMORY_FULL ->
                new IntakeFault(Kind.BROKER, "The memory of the embedded broker is full: it makes senders wait");
        };
    }

    private IntakeFault ofLedger(String problem) {
        boolean isFull = FULL.stream().anyMatch(problem::contains);
        if (isFull && !ledger.isShared()) {
            return new DiskProbe(data).failed(EmbeddedBroker.ROOM_BYTES);
        }
        String words = "The ledger cannot be written";
        if (isFull) {
            words = "The ledger cannot be written: the disk of its database is full";
        } else if (problem.contains("locked")) {
            words = "The ledger cannot be written: another program has locked it";
        }
        return new IntakeFault(Kind.LEDGER, words);
    }
}
