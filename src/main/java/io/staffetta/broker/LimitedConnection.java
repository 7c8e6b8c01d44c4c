package io.staffetta.broker;

/** A connection that is limited until its client has logged in. */
interface LimitedConnection {

    /** The client has logged in. */
    void loggedIn();
}
