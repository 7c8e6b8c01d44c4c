package io.staffetta.gateway;

import io.staffetta.gateway.access.AccessConfiguration;
import io.staffetta.http.OpenPaths;
import io.staffetta.http.console.ConsoleApi;
import io.staffetta.http.console.ConsoleFiles;
import io.staffetta.http.console.Sessions;
import java.time.Clock;
import java.util.Set;
import org.apache.camel.spi.Registry;

/** Wires the console: its files and its sessions. */
final class ConsoleConfiguration {

    private final ConsoleFiles files = new ConsoleFiles();
    private final Sessions sessions;
    private final ConsoleApi api;

    /** @param access knows the applications that may sign in, and keeps what was done */
    ConsoleConfiguration(AccessConfiguration access, ConsoleApi.About about, Clock clock) {
        sessions = new Sessions(access.applications()::byName, clock);
        api = new ConsoleApi(sessions, access.audit(), about);
    }

    /** Who is signed in. */
    Sessions sessions() {
        return sessions;
    }

    /** What nobody needs a token for. */
    OpenPaths open() {
        return new OpenPaths(files.paths(), Set.of(ConsoleApi.SIGN_IN));
    }

    /** Binds what the routes call. */
    void bind(Registry registry) {
        registry.bind("consoleFiles", files);
        registry.bind("consoleApi", api);
    }
}
