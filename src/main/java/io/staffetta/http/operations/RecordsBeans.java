package io.staffetta.http.operations;

import io.staffetta.audit.AuditTrail;
import io.staffetta.audit.LogAuditTrail;
import io.staffetta.deadletter.PersonalLetters;
import io.staffetta.ledger.Ledger;
import io.staffetta.message.PhoneNumbers;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/**
 * What operators ask of the records of messages, by the names that the routes have for it.
 *
 * @param numbers brings numbers into one form
 * @param letters takes dead letters of people off their queue
 */
public record RecordsBeans(Ledger ledger, PhoneNumbers numbers, PersonalLetters letters) implements CamelConfiguration {

    @Override
    public void configure(CamelContext camel) {
        Registry registry = camel.getRegistry();
        AuditTrail audit = entry -> audit(registry).note(entry);
        registry.bind("messagesApi", new MessagesApi(ledger, numbers));
        registry.bind(
                "eraseApi",
                new EraseApi(ledger, numbers, (ids, by, isTrial) -> letters.remove(ids, by.name(), isTrial), audit));
    }

    private static AuditTrail audit(Registry registry) {
        AuditTrail kept = registry.findSingleByType(AuditTrail.class);
        return kept == null ? new LogAuditTrail() : kept;
    }
}
