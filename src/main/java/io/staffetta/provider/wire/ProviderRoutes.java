package io.staffetta.provider.wire;

import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.table.ProviderDescriptors;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * The routes to providers: for each descriptor {@code provider-<wire>}, and {@code report-<wire>} where it can be asked about
 * messages. A route file of a user's own with such a route takes the place of the one that would be made here.
 */
public final class ProviderRoutes {

    private ProviderRoutes() {}

    /** Adds and starts the routes, once those of the route files are there. */
    public static void add(CamelContext camel, ProviderDescriptors descriptors) throws Exception {
        for (ProviderDescriptor descriptor : descriptors.all()) {
            String template = descriptor.token().needed() ? "provider-with-token" : "provider";
            addUnlessThere(
                    camel,
                    "provider-" + descriptor.wire(),
                    template,
                    Map.of(
                            "interface", descriptor.wire(),
                            "request", descriptor.requestFormat().bean(),
                            "answer", descriptor.answerFormat().bean()));
            if (descriptor.report().offered()) {
                addUnlessThere(camel, "report-" + descriptor.wire(), "report", Map.of("interface", descriptor.wire()));
            }
        }
    }

    private static void addUnlessThere(
            CamelContext camel, String route, String template, Map<String, Object> parameters) throws Exception {
        if (camel.getRoute(route) == null) {
            camel.addRouteFromTemplate(route, template, parameters);
        }
    }
}
