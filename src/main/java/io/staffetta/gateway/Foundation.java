package io.staffetta.gateway;

import io.staffetta.account.CurrentAccounts;
import io.staffetta.gateway.access.AccessConfiguration;
import io.staffetta.gateway.settings.GatewaySettings;
import io.staffetta.ledger.Ledger;
import io.staffetta.message.MessageReader;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.thread.RightOfWay;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/**
 * Bundles what every feature builds on, and is there before any of them.
 *
 * @param main where beans are bound for routes
 * @param settings the settings of all features
 * @param accounts the accounts as they are now
 * @param providers the providers that accounts can have
 * @param connections to the broker
 * @param ledger the ledger
 * @param access who may do what, and who did
 * @param way of urgent messages
 * @param clock the time
 */
record Foundation(
        Main main,
        GatewaySettings settings,
        CurrentAccounts accounts,
        ProviderDescriptors providers,
        ActiveMQConnectionFactory connections,
        Ledger ledger,
        AccessConfiguration access,
        RightOfWay way,
        Clock clock) {

    /** Binds a bean for routes, before Camel's start or after it. */
    void bind(String name, Object bean) {
        if (camel() == null) {
            main.bind(name, bean);
        } else {
            camel().getRegistry().bind(name, bean);
        }
    }

    /** Has something done with the Camel context when there is one, before its routes are read; in the order of these calls. */
    void whenThereIsAContext(Consumer<CamelContext> work) {
        main.configure().addConfiguration(new CamelConfiguration() {
            @Override
            public void configure(CamelContext camel) {
                work.accept(camel);
            }
        });
    }

    /** The Camel context; null before Camel is started. */
    CamelContext camel() {
        return main.getCamelContext();
    }

    /** Calls routes from now on. */
    ProducerTemplate template() {
        return camel().createProducerTemplate();
    }

    /** Reads messages as the settings say. */
    MessageReader reader() {
        return new MessageReader(settings.messages().numbers(), clock);
    }

    /** Has no secret in it. */
    @Override
    public String toString() {
        return "Foundation";
    }
}
