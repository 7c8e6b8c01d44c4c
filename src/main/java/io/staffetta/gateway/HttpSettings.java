package io.staffetta.gateway;

import io.staffetta.http.GuardedVertx;
import io.staffetta.http.HttpLimits;
import io.staffetta.http.RequestMemory;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Settings of what callers of the HTTP ports may take. */
final class HttpSettings {

    private static final String CONNECTIONS = "staffetta.http.connections";
    private static final String PER_ADDRESS = "staffetta.http.connections-per-address";
    private static final String WITHOUT_LOGIN = "staffetta.http.connections-without-login";
    private static final String TIMEOUT = "staffetta.http.timeout-seconds";
    private static final String MEMORY = "staffetta.http.memory-percent";

    private static final int MOST_CONNECTIONS = 1_000_000;

    private HttpSettings() {}

    /** What makes the servers; to be closed. */
    static GuardedVertx vertx(Settings settings) {
        VertxOptions options = new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        return new GuardedVertx(
                Vertx.vertx(options),
                new HttpLimits(
                        settings.number(CONNECTIONS, 1, MOST_CONNECTIONS),
                        settings.number(PER_ADDRESS, 1, MOST_CONNECTIONS),
                        settings.number(WITHOUT_LOGIN, 1, MOST_CONNECTIONS),
                        Duration.ofSeconds(settings.number(TIMEOUT, 1, 3600))));
    }

    /** What requests may hold. */
    static RequestMemory memory(Settings settings) {
        return RequestMemory.ofHeap(settings.number(MEMORY, 1, 80));
    }

    /** How the settings are looked at. */
    static Map<String, BiConsumer<Settings, String>> checks() {
        Map<String, BiConsumer<Settings, String>> checks = new LinkedHashMap<>();
        for (String key : new String[] {CONNECTIONS, PER_ADDRESS, WITHOUT_LOGIN}) {
            checks.put(key, (settings, name) -> settings.number(name, 1, MOST_CONNECTIONS));
        }
        checks.put(TIMEOUT, (settings, name) -> settings.number(name, 1, 3600));
        checks.put(MEMORY, (settings, name) -> settings.number(name, 1, 80));
        return checks;
    }
}
