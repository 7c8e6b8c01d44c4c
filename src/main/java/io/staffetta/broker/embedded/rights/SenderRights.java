package io.staffetta.broker.embedded.rights;

import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerPlugin;

/**
 * Lets a sender write to the queues of the intake, read its own outcomes, and use temporary destinations of its own, and nothing
 * else.
 */
public final class SenderRights implements BrokerPlugin {

    private final ApplicationLogins applications;
    private final RefusalLog refusals;

    /**
     * @param applications says which tokens are good
     * @param refusals logs what is refused
     */
    public SenderRights(ApplicationLogins applications, RefusalLog refusals) {
        this.applications = applications;
        this.refusals = refusals;
    }

    @Override
    public Broker installPlugin(Broker broker) {
        return new SenderFilter(broker, applications, new DestinationRights(refusals));
    }
}
