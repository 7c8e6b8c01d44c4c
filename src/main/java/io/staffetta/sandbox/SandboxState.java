package io.staffetta.sandbox;

import io.staffetta.sandbox.provider.EasyApiInfoWire;
import io.staffetta.sandbox.provider.EasyApiTokenWire;
import io.staffetta.sandbox.provider.EasyApiWire;
import io.staffetta.sandbox.provider.MessagenetReportWire;
import io.staffetta.sandbox.provider.MessagenetWire;
import io.staffetta.sandbox.provider.PlainTextWire;
import io.staffetta.sandbox.provider.PlusWire;
import io.staffetta.sandbox.provider.TimProfessionalReportWire;
import io.staffetta.sandbox.provider.TimProfessionalWire;
import io.staffetta.sandbox.wire.CredentialStore;
import io.staffetta.sandbox.wire.CustomerCredentials;
import io.staffetta.sandbox.wire.IssuedTokens;
import io.staffetta.sandbox.wire.ReceivedMessages;
import io.staffetta.sandbox.wire.Script;
import io.staffetta.sandbox.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Holds what the requests of a sandbox share. Each component is thread-safe.
 *
 * @param wires all wires
 * @param credentials what they ask for
 * @param tokens bearer tokens of EasyAPI
 * @param received what came in
 * @param script steps to come
 * @param latency how much later than else every answer of a wire comes
 */
record SandboxState(
        List<Wire> wires,
        CredentialStore credentials,
        IssuedTokens tokens,
        ReceivedMessages received,
        Script script,
        AtomicReference<Duration> latency) {

    /**
     * Changes the password that one provider asks for, as a customer does in its portal. Bearer tokens stay valid.
     *
     * @param provider wire, such as {@code messagenet}, or {@code tim} for all of TIM's
     * @throws IllegalArgumentException if there is no such provider
     */
    void changePassword(String provider, String password) {
        List<Wire> changed = wires.stream()
                .filter(wire -> wire.description().carriesMessages() && wire.isOf(provider))
                .toList();
        if (changed.isEmpty()) {
            throw new IllegalArgumentException("Unknown provider '" + provider + "'");
        }
        changed.forEach(wire -> credentials.changePassword(wire.description().provider(), password));
    }

    static SandboxState with(CustomerCredentials common) {
        CredentialStore credentials = new CredentialStore(common);
        IssuedTokens tokens = new IssuedTokens();
        ReceivedMessages received = new ReceivedMessages();
        List<Wire> wires = List.of(
                new MessagenetWire(credentials),
                PlainTextWire.kpnqwest(credentials),
                new PlusWire(credentials),
                PlainTextWire.timConsip(credentials),
                new TimProfessionalWire(credentials),
                new EasyApiWire(credentials, tokens),
                new EasyApiTokenWire(credentials, tokens),
                new EasyApiInfoWire(tokens),
                new MessagenetReportWire(credentials, received),
                new TimProfessionalReportWire(credentials, received));
        return new SandboxState(
                wires, credentials, tokens, received, new Script(wires), new AtomicReference<>(Duration.ZERO));
    }
}
