package io.staffetta.it.broker;

import io.staffetta.it.support.ArtemisServer;

/** Outages of ActiveMQ Artemis. */
class ArtemisOutageIT extends BrokerOutageSentences {

    ArtemisOutageIT() {
        super(ArtemisServer.asRecommended());
    }
}
