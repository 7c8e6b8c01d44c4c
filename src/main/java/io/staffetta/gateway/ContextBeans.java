package io.staffetta.gateway;

import io.staffetta.account.CurrentAccounts;
import io.staffetta.batch.BatchFolder;
import io.staffetta.config.Addresses;
import io.staffetta.delivery.outcome.UnknownOutcomes;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.gateway.access.AccessConfiguration;
import io.staffetta.http.GuardedVertx;
import io.staffetta.http.MessagesServer;
import io.staffetta.http.RequestMemory;
import io.staffetta.ledger.Ledger;
import io.staffetta.operations.BrokerLook;
import io.staffetta.operations.IntakeFaults;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.provider.wire.DeliveryReports;
import io.staffetta.provider.wire.ProviderBeans;
import java.util.List;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;

/** What can only be made when there is a Camel context: providers, and the server for messages. */
record ContextBeans(
        Addresses addresses,
        String token,
        GuardedVertx http,
        RequestMemory memory,
        ProviderDescriptors providers,
        IntakeBeans intake,
        CurrentAccounts accounts,
        Parking parking,
        IntakeFaults faults,
        BrokerLook broker,
        Ledger ledger,
        List<BatchFolder> folders,
        AccessConfiguration access)
        implements CamelConfiguration {

    @Override
    public void configure(CamelContext camel) throws Exception {
        SharedRegistry.replaceThatOf(camel);
        ProviderBeans.bind(camel, providers);
        // The management port's server looks it up.
        camel.getRegistry().bind("vertx", http);
        MessagesServer server = new MessagesServer(addresses.host(), addresses.port(Addresses.HTTP), http);
        camel.addStartupListener(server);
        camel.addService(server, true, true);
        camel.getRegistry()
                .bind(
                        "unknownOutcomes",
                        new UnknownOutcomes(
                                camel.getRegistry().lookupByNameAndType("deliveryReports", DeliveryReports.class)));
        HttpBeans.bind(
                camel,
                token,
                addresses.host(),
                memory,
                intake.intake(),
                accounts,
                parking,
                faults,
                broker,
                ledger,
                folders,
                access);
    }

    /** Has no token in it. */
    @Override
    public String toString() {
        return "ContextBeans";
    }
}
