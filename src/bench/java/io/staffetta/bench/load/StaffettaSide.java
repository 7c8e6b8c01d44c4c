package io.staffetta.bench.load;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.ProcessUse;
import java.io.IOException;
import java.util.List;

/**
 * The packaged jar with its default settings: embedded broker, SQLite, one account.
 *
 * @param connections over which messages are put in
 * @param concurrency submissions of the account at once
 */
public record StaffettaSide(GatewayProcess gateway, int connections, int concurrency) implements Side {

    /** Starts one with an empty data folder. Heap: as for {@code -Xmx}, or {@code default}. */
    public static StaffettaSide start(ProviderStub stub, int connections, int concurrency, String heap) {
        GatewayProcess gateway = Gateways.process(stub, heap)
                .writeAccounts(StubAccounts.yaml(stub, concurrency, "main"))
                .start();
        return new StaffettaSide(gateway, connections, concurrency);
    }

    @Override
    public String name() {
        return "Staffetta";
    }

    @Override
    public String settings() {
        return connections + " connections in, concurrency " + concurrency;
    }

    @Override
    public HttpInjector.Result inject(long first, long count) throws IOException {
        return new HttpInjector(Integer.parseInt(gateway.setting(Addresses.HTTP)), connections)
                .post("/v1/messages", headers(), StaffettaSide::body, first, count);
    }

    /** Headers that the HTTP door asks for. */
    List<String> headers() {
        return List.of("Authorization: Bearer " + gateway.adminToken());
    }

    /** A message with a reference of its own. */
    static String body(long number) {
        return "{\"to\":\"+" + RECIPIENT + "\",\"text\":\"" + Side.text(number) + "\",\"reference\":\"bench " + number
                + "\"}";
    }

    @Override
    public ProcessUse use() {
        return gateway.use();
    }

    @Override
    public void close() {
        gateway.terminate();
        gateway.close();
    }
}
