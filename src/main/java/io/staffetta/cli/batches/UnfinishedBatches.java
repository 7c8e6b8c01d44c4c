package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The batches with something left to do, the oldest first, and how those that had have ended since.
 *
 * <p>Not thread-safe.
 */
final class UnfinishedBatches implements Supplier<Collection<JsonNode>> {

    private static final Map<String, String> UNFINISHED = new TreeMap<>(Map.of("unfinished", "true", "limit", "1000"));

    private final GatewayApi gateway;
    private final Map<String, JsonNode> batches = new LinkedHashMap<>();

    UnfinishedBatches(GatewayApi gateway) {
        this.gateway = gateway;
    }

    @Override
    public Collection<JsonNode> get() {
        Map<String, JsonNode> now = new LinkedHashMap<>();
        gateway.batches()
                .list(UNFINISHED)
                .path("batches")
                .forEach(batch -> now.put(batch.path("id").asText(), batch));
        batches.replaceAll((id, batch) -> BatchesView.isFinished(batch) || now.containsKey(id)
                ? now.getOrDefault(id, batch)
                : gateway.batches().find(id).orElse(batch));
        now.keySet().stream().sorted().forEach(id -> batches.put(id, now.get(id)));
        return batches.values();
    }
}
