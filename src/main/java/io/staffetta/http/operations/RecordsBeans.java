package io.staffetta.http.operations;

import io.staffetta.ledger.Ledger;
import io.staffetta.message.PhoneNumbers;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/**
 * What operators ask of the records of messages, by the names that the routes have for it.
 *
 * @param numbers brings numbers into one form
 */
public record RecordsBeans(Ledger ledger, PhoneNumbers numbers) implements CamelConfiguration {

    @Override
    public void configure(CamelContext camel) {
        Registry registry = camel.getRegistry();
        registry.bind("messagesApi", new MessagesApi(ledger, numbers));
    }
}
