package io.staffetta.alert;

import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.ledger.NodeRecord;
import io.staffetta.ledger.figures.Figures;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lists the parts that are watched for alerts. None of it waits.
 *
 * @param figures of the ledger
 * @param accepted how many messages providers took since the start
 * @param silent other gateways that are silent
 * @param onHold whether nothing is sent since somebody wants it so
 * @param faults why no messages are taken, in words; empty if they are
 * @param certificates when certificates end, by their names
 * @param unusable why the files of certificates as they are now cannot be used, by the names of the certificates
 * @param data the data folder
 */
public record Watched(
        Supplier<Figures> figures,
        LongSupplier accepted,
        CurrentAccounts accounts,
        Parking parking,
        Supplier<List<NodeRecord>> silent,
        BooleanSupplier onHold,
        Supplier<List<String>> faults,
        Supplier<Map<String, Instant>> certificates,
        Supplier<Map<String, String>> unusable,
        Path data) {}
