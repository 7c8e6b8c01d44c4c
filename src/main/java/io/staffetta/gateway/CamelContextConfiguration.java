package io.staffetta.gateway;

import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.gateway.settings.GatewaySettings;
import java.util.Map;
import org.apache.camel.main.Main;

/** Configures Camel itself. */
final class CamelContextConfiguration {

    private CamelContextConfiguration() {}

    /** Gives Camel the gateway's settings and routes, and its own settings; before anybody else needs its context. */
    static void apply(Foundation on, Home home, Addresses addresses) {
        Main main = on.main();
        GatewaySettings settings = on.settings();
        on.whenThereIsAContext(SharedRegistry::replaceThatOf);
        main.setDefaultPropertyPlaceholderLocation("false");
        settings.all().forEach(main::addInitialProperty);
        main.setRoutesCollector(new HomeRoutes(home.routes()));
        Map.of(
                        "camel.main.name", "staffetta",
                        "camel.main.shutdown-timeout",
                                Long.toString(settings.shutdown().patience().toSeconds()),
                        "camel.main.startup-summary-level", "off",
                        "camel.main.bean-introspection-logging-level", "OFF",
                        // Bodies are texts and bytes in memory, and Camel would ask of each variable whether it is a
                        // stream.
                        "camel.main.stream-caching-enabled", "false",
                        // Of a route of one's own: a provider that answers 503 has perhaps taken the request.
                        "camel.component.http.automatic-retries-disabled", "true")
                .forEach(main::addInitialProperty);
        main.addInitialProperty("camel.management.enabled", "true");
        main.addInitialProperty("camel.management.host", addresses.management());
        main.addInitialProperty("camel.management.port", Integer.toString(addresses.port(Addresses.MANAGEMENT)));
        main.addInitialProperty("camel.management.health-check-enabled", "true");
        main.addInitialProperty("camel.management.metrics-enabled", "true");
        Map.of(
                        "enabled", "true",
                        // Camel's own numbers are by route and endpoint, and take time from every exchange.
                        "enable-route-policy", "false",
                        "enable-exchange-event-notifier", "false",
                        "enable-route-event-notifier", "false",
                        "enable-message-history", "false",
                        "skip-camel-info", "true")
                .forEach((key, value) -> main.addInitialProperty("camel.metrics." + key, value));
        main.addInitialProperty("camel.health.exposure-level", "full");
        // The route of a parked or disabled account is stopped, which is what the check 'accounts' is for.
        main.addInitialProperty("camel.health.exclude-pattern", "account-*,urgent-*,failover-*");
    }
}
