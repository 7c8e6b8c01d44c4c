package io.staffetta.it.broker;

import io.staffetta.it.support.ArtemisServer;

/** The gateway on ActiveMQ Artemis, a server of its own. */
class ExternalArtemisIT extends ExternalBrokerSentences {

    ExternalArtemisIT() {
        super(ArtemisServer.asRecommended());
    }

    @Override
    String deadLetterQueue() {
        return "DLQ";
    }

    @Override
    String sharedDeadLetterQueue() {
        return "DLQ";
    }
}
