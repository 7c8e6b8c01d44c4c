package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.provider.table.Samples;
import io.staffetta.provider.wire.ProviderRoutes;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Where a route file of a user's own has a route for a provider, that one is used. */
class OwnProviderRouteTest {

    @Test
    void leavesTheRouteThatIsThereAndMakesTheOthers() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:provider-plus").routeId("provider-plus").setBody(constant("from my own route"));
                    for (String template : new String[] {"provider", "provider-with-token", "report"}) {
                        routeTemplate(template)
                                .templateParameter("interface")
                                .templateOptionalParameter("request")
                                .templateOptionalParameter("answer")
                                .from("direct:" + (template.equals("report") ? "report" : "provider")
                                        + "-{{interface}}")
                                .setBody(constant("from template " + template));
                    }
                }
            });
            camel.start();

            ProviderRoutes.add(camel, Samples.DESCRIPTORS);

            var template = camel.createProducerTemplate();
            assertThat(template.requestBody("direct:provider-plus", null, String.class))
                    .isEqualTo("from my own route");
            assertThat(template.requestBody("direct:provider-kpnqwest", null, String.class))
                    .isEqualTo("from template provider");
            assertThat(template.requestBody("direct:provider-tim-easyapi", null, String.class))
                    .isEqualTo("from template provider-with-token");
            assertThat(template.requestBody("direct:report-messagenet", null, String.class))
                    .isEqualTo("from template report");
            assertThat(camel.getRoute("report-plus")).isNull();
        }
    }
}
