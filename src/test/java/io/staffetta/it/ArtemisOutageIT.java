package io.staffetta.it;

/** Outages of ActiveMQ Artemis. */
class ArtemisOutageIT extends BrokerOutageSentences {

    ArtemisOutageIT() {
        super(ArtemisServer.asRecommended());
    }
}
