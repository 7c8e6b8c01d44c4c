package io.staffetta.http.overview;

import io.staffetta.account.AccountsFileState;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.alert.Alerts;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.http.operations.Shortage;
import io.staffetta.http.operations.WaitingBatches;
import io.staffetta.ledger.Ledger;
import io.staffetta.operations.Monitoring;
import io.staffetta.provider.wire.Credits;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Bundles the sources of an overview. None of it is asked for by each look anew, but the batches and what was done of
 * late.
 *
 * @param orders which accounts are paused, and what waits for those that are gone
 * @param file whether accounts.yaml can be read
 * @param monitoring knows the figures of the ledger, and how long calls took
 * @param faults why no messages are taken, in words; empty if they are
 * @param batches those that wait
 * @param shortages packages and credits that are about to be used up
 * @param credits what providers told of the credit that is left, by account
 * @param sandbox whether the provider sandbox takes the messages: then nobody needs to be told of alerts
 */
public record Sources(
        CurrentAccounts accounts,
        Parking parking,
        StandingOrders orders,
        AccountsFileState file,
        Ledger ledger,
        Monitoring monitoring,
        Alerts alerts,
        Supplier<List<String>> faults,
        Supplier<List<WaitingBatches.One>> batches,
        Supplier<List<Shortage>> shortages,
        Supplier<Map<String, Credits.Credit>> credits,
        boolean sandbox,
        Clock clock) {}
