package io.staffetta.it.operations;

import io.staffetta.it.support.ClassicBrokerProcess;
import java.util.Optional;

/** Operations on ActiveMQ Classic, a server of its own. */
class OperationsOnClassicIT extends OperationsSentences {

    OperationsOnClassicIT() {
        super(Optional.of(new ClassicBrokerProcess()));
    }
}
