package io.staffetta.provider.wire;

import io.staffetta.provider.http.AccountHttpComponent;
import io.staffetta.provider.http.HttpFailures;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.provider.table.ProviderWires;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** The beans that the routes in {@code routes/providers} call, by name; descriptors choose among them. */
public final class ProviderBeans {

    private ProviderBeans() {}

    /**
     * Binds the beans, and the component {@code account-http}.
     *
     * @throws IllegalArgumentException if a descriptor has a placeholder, an outcome or a regular expression that is
     *     wrong; names the file
     */
    public static void bind(CamelContext context, ProviderDescriptors descriptors) {
        Registry registry = context.getRegistry();
        ProviderWires wires = new ProviderWires(descriptors.all());
        Clock clock = Clock.systemUTC();
        HttpFailures failures = new HttpFailures(wires);
        // Not into the registry: from there Camel would make it ready only when the first submission asks for it, and
        // give it to the second one in the meantime.
        context.addComponent(AccountHttpComponent.NAME, new AccountHttpComponent(clock, failures));
        registry.bind("formRequest", new FormRequest(wires));
        registry.bind("multipartRequest", new MultipartRequest(wires));
        registry.bind("soapRequest", new SoapRequest(wires));
        registry.bind("jsonRequest", new JsonRequest(wires));
        registry.bind("xmlRequest", new XmlRequest(wires));
        registry.bind("accessTokens", new EasyApiTokens(wires, new RouteProviderCall(context, failures), clock));
        registry.bind("textAnswer", new TextAnswer(wires));
        Credits credits = new Credits(clock);
        registry.bind("credits", credits);
        registry.bind("messagenetAnswer", new MessagenetAnswer(wires, credits));
        registry.bind("soapAnswer", new SoapAnswer(wires));
        registry.bind("timProfessionalAnswer", new TimProfessionalAnswer(wires));
        registry.bind("reportRequest", new ReportRequest(wires));
        registry.bind("reportAnswer", new ReportAnswer(wires, clock));
        registry.bind("deliveryReports", new DeliveryReports(context, wires));
    }
}
