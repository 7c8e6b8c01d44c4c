package io.staffetta.gateway;

import io.staffetta.delivery.outcome.UnknownOutcomes;
import io.staffetta.provider.wire.DeliveryReports;
import io.staffetta.provider.wire.ProviderBeans;
import io.staffetta.provider.wire.ProviderRoutes;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Wires the routes to providers. */
final class ProviderConfiguration {

    private final Foundation on;

    ProviderConfiguration(Foundation on) {
        this.on = on;
        on.whenThereIsAContext(this::bind);
    }

    /** Calls go through the Camel context, which is there only now. */
    private void bind(CamelContext camel) {
        Registry beans = camel.getRegistry();
        ProviderBeans.bind(camel, on.providers());
        beans.bind(
                "unknownOutcomes",
                new UnknownOutcomes(beans.lookupByNameAndType("deliveryReports", DeliveryReports.class)));
    }

    /** Adds a route for each provider. */
    void start() throws Exception {
        ProviderRoutes.add(on.camel(), on.providers());
    }
}
