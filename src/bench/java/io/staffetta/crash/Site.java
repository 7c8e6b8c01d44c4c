package io.staffetta.crash;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.net.URI;
import java.util.List;

/** What a run runs on: one gateway or several, with broker and ledger inside them or apart. */
interface Site extends AutoCloseable {

    /** What the run kills: the gateways, a broker, a database. */
    List<Victim> victims();

    /** Launches all that is not running. */
    void start();

    /** Connects to the broker. */
    Connection connect() throws JMSException;

    /** Addresses of {@code POST /v1/messages} of the gateways. */
    List<URI> addresses();

    /** The bearer token of the gateway at one of the addresses. */
    String token(URI address);

    /** The ledger. */
    LedgerFacts ledger();

    /** Has the gateways write to their logs what each of their threads does. */
    void tellThreads();

    /** Stops the gateways as an administrator would. */
    void stop();

    @Override
    void close();
}
