package io.staffetta.gateway.start;

import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.config.HomeLock;
import io.staffetta.gateway.settings.AddressSettings;
import io.staffetta.gateway.settings.GatewaySettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chooses where a gateway listens. */
public final class AddressChoice {

    private final Home home;
    private final GatewaySettings settings;
    private final boolean sandbox;

    public AddressChoice(Home home, GatewaySettings settings, boolean sandbox) {
        this.home = home;
        this.settings = settings;
        this.sandbox = sandbox;
    }

    /**
     * Chooses the addresses and the ports, each of which is free now.
     *
     * @throws IllegalArgumentException if the sandbox would be open to other machines
     * @throws IllegalStateException if a port is taken; says which, and by whom as far as it is known
     */
    public Addresses choose() {
        AddressSettings wanted = settings.addresses();
        if (sandbox && wanted.isOpen()) {
            throw new IllegalArgumentException("run --sandbox asks for no token, and so serves this machine alone: add"
                    + " --set staffetta.bind-address=127.0.0.1");
        }
        try {
            return new Addresses(
                    wanted.hostAddress(),
                    wanted.management().getHostAddress(),
                    settings.tls().isGiven() && !sandbox,
                    Ports.choose(
                            wantedPorts(),
                            key -> key.equals(Addresses.MANAGEMENT) ? wanted.management() : wanted.host()));
        } catch (IllegalStateException e) {
            throw HomeLock.holder(home, !sandbox)
                    .map(other -> new IllegalStateException(
                            "Staffetta already runs (" + other.words() + ") on the home " + home.folder()
                                    + ", and may have these ports:" + System.lineSeparator() + e.getMessage(),
                            e))
                    .orElse(e);
        }
    }

    private Map<String, Integer> wantedPorts() {
        List<String> keys = new ArrayList<>(List.of(Addresses.HTTP, Addresses.MANAGEMENT));
        if (settings.broker().isEmbedded()) {
            keys.addAll(List.of(Addresses.OPENWIRE, Addresses.STOMP));
        }
        if (sandbox) {
            keys.add(Addresses.SANDBOX);
        }
        Map<String, Integer> wanted = new LinkedHashMap<>();
        keys.forEach(key -> wanted.put(key, settings.addresses().port(key)));
        return wanted;
    }
}
