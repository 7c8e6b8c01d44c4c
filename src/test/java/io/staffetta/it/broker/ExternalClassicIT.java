package io.staffetta.it.broker;

import io.staffetta.it.support.ClassicBrokerProcess;

/** The gateway on ActiveMQ Classic, a server of its own. */
class ExternalClassicIT extends ExternalBrokerSentences {

    ExternalClassicIT() {
        super(new ClassicBrokerProcess());
    }

    @Override
    String deadLetterQueue() {
        return "sms.broker-dead-letter";
    }

    @Override
    String sharedDeadLetterQueue() {
        return "ActiveMQ.DLQ";
    }
}
