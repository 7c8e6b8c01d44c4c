package io.staffetta.cli.gateway;

import io.staffetta.config.Home;
import io.staffetta.config.HomeLock;
import io.staffetta.config.RunningGateway;
import io.staffetta.config.Settings;
import jakarta.jms.Connection;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that works on an installation. */
public final class GatewayOptions {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Folder that holds config, routes and data. Default: the environment variable STAFFETTA_HOME,"
                    + " else that of the jar or the one above it, else the current one.")
    private Path home;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting in place of the one in config/application.properties. May be repeated.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /** The folder. */
    public Home home() {
        return Home.find(home);
    }

    /** The settings of the installation. */
    public Settings settings() {
        return Settings.read(home().config(), System.getenv(), overrides);
    }

    /** The gateway that runs on the folder, if one does. */
    public Optional<RunningGateway> running() {
        return HomeLock.holder(home());
    }

    /** The settings with which the running gateway is reached: it listens where it says, unless the command line says else. */
    public Settings settingsOfRunning() {
        Map<String, String> reached =
                new LinkedHashMap<>(running().map(RunningGateway::settings).orElse(Map.of()));
        reached.putAll(overrides);
        return Settings.read(home().config(), System.getenv(), reached);
    }

    /** What the running gateway answers over HTTP. */
    public GatewayApi gateway() {
        return new GatewayApi(home(), settingsOfRunning());
    }

    /** A connection to the broker of the running gateway as a sender, started. */
    public Connection connect() {
        return Broker.connect(home(), settingsOfRunning());
    }
}
