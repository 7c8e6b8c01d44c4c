package io.staffetta.gateway;

import io.staffetta.account.AccountsFileState;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.http.operations.AccountTrouble;
import io.staffetta.http.operations.PackageWatch;
import io.staffetta.http.operations.WaitingBatches;
import io.staffetta.http.overview.OverviewApi;
import io.staffetta.http.overview.Sources;
import io.staffetta.operations.IntakeFault;
import io.staffetta.operations.IntakeFaults;
import io.staffetta.provider.wire.Credits;

/** Wires the overview of the console. */
final class OverviewConfiguration {

    private OverviewConfiguration() {}

    /**
     * Binds the bean.
     *
     * @param metrics knows the figures and the alerts already
     * @param file whether accounts.yaml can be read
     * @param sandbox whether the provider sandbox takes the messages
     */
    static void bind(
            Foundation on,
            MetricsConfiguration metrics,
            Parking parking,
            StandingOrders orders,
            AccountsFileState file,
            IntakeFaults faults,
            boolean sandbox) {
        on.bind(
                "overviewApi",
                new OverviewApi(new Sources(
                        on.accounts(),
                        parking,
                        orders,
                        file,
                        on.ledger(),
                        metrics.monitoring(),
                        metrics.alerts(),
                        () -> faults.now().stream().map(IntakeFault::words).toList(),
                        new WaitingBatches(
                                on.ledger(),
                                new AccountTrouble(on.accounts(), parking, orders),
                                () -> faults.now().stream()
                                        .map(IntakeFault::words)
                                        .findFirst(),
                                on.clock()),
                        () -> bean(on, "packagesHealth", PackageWatch.class).shortages(),
                        () -> bean(on, "credits", Credits.class).all(),
                        sandbox,
                        on.clock())));
    }

    private static <T> T bean(Foundation on, String name, Class<T> type) {
        return on.camel().getRegistry().lookupByNameAndType(name, type);
    }
}
