package io.staffetta.it.support;

import static org.awaitility.Awaitility.await;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.config.Addresses;
import io.staffetta.sandbox.ProviderSandbox;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The packaged jar as a process of its own, which a test may kill, with a provider sandbox in the test's process. */
public final class GatewayProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String END_WHEN_READY = "--until-ready";

    private final Path home =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final String providersUrl;
    private final ProviderSandbox ownProviders;
    private final List<String> before = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> jvm = new ArrayList<>(List.of("-Xmx256m"));
    private boolean prepared = true;
    private Process process;
    private int starts;

    /** A gateway with a home of its own; not started. */
    public GatewayProcess() {
        this(ProviderSandbox.start("127.0.0.1", 0), null);
    }

    /** One that sends to providers which outlive it. */
    public GatewayProcess(ProviderSandbox providers) {
        this(null, providers.url());
    }

    /** One that sends to other providers than the sandbox. Their address takes the place of {@code {{sandbox}}}. */
    public GatewayProcess(String providersUrl) {
        this(null, providersUrl);
    }

    private GatewayProcess(ProviderSandbox ownProviders, String providersUrl) {
        this.ownProviders = ownProviders;
        this.providersUrl = ownProviders != null ? ownProviders.url() : providersUrl;
        for (String port : List.of(Addresses.HTTP, Addresses.MANAGEMENT, Addresses.OPENWIRE, Addresses.STOMP)) {
            settings.put(port, Integer.toString(FreePorts.next()));
        }
        settings.put("staffetta.retry.delays", "1s, 2s");
        copy(Path.of("config"));
        copy(Path.of("routes"));
        writeAccounts(DemoAccounts.YAML);
    }

    /** Lets it work with a broker of the test's; before {@link #start()}. */
    public GatewayProcess on(ExternalBroker broker) {
        return with("staffetta.broker.url", broker.url())
                .with("staffetta.broker.user", ExternalBroker.CREDENTIALS.user())
                .with("staffetta.broker.password", ExternalBroker.CREDENTIALS.password())
                .with("staffetta.broker.key", ExternalBroker.KEY);
    }

    /** Sets a setting; before {@link #start()}. */
    public GatewayProcess with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /**
     * Sets its largest heap, as {@code -Xmx} has it, or {@code default} for all that {@code config/java.options} says; before
     * {@link #start()}.
     */
    public GatewayProcess heap(String most) {
        jvm.removeIf(option -> option.startsWith("-Xmx"));
        return jvm("@" + Path.of("config", "java.options").toAbsolutePath())
                .jvm(most.equals("default") ? new String[0] : new String[] {"-Xmx" + most});
    }

    /** Adds options of Java; before {@link #start()}. */
    public GatewayProcess jvm(String... options) {
        jvm.addAll(List.of(options));
        return this;
    }

    /** Lets another command start it, such as {@code setpriv}; before {@link #start()}. */
    public GatewayProcess through(String... command) {
        before.addAll(List.of(command));
        return this;
    }

    /** Sets a variable of its environment; before {@link #start()}. */
    public GatewayProcess environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Runs it with demo accounts on its own provider sandbox; before {@link #start()}. */
    public GatewayProcess sandbox() {
        options.add("--sandbox");
        return with(Addresses.SANDBOX, Integer.toString(FreePorts.next()));
    }

    /** Starts it without an archive of classes, as somebody does who has just built it; before {@link #start()}. */
    public GatewayProcess unprepared() {
        prepared = false;
        return this;
    }

    /** Has it send the demo batch to its sandbox; before {@link #start()}. */
    public GatewayProcess demo() {
        options.add("--demo");
        return this;
    }

    /** Lets it end as soon as it is ready; before {@link #launch()}. */
    GatewayProcess endWhenReady() {
        options.add(END_WHEN_READY);
        return this;
    }

    /** Writes {@code accounts.yaml}. */
    public GatewayProcess writeAccounts(String accounts) {
        try {
            Files.writeString(home.resolve("config/accounts.yaml"), accounts.replace("{{sandbox}}", providersUrl));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the process and waits until it says that it is ready. */
    public GatewayProcess start() {
        launch();
        awaitReady();
        return this;
    }

    /** Waits until the process says that it is ready. */
    public void awaitReady() {
        await().atMost(LIMIT).until(() -> output().contains("is ready") || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("The gateway did not start: " + output());
        }
    }

    /** Starts the process, and does not wait. */
    public GatewayProcess launch() {
        List<String> command = new ArrayList<>(before);
        command.addAll(TestJava.command());
        if (prepared && !options.contains(END_WHEN_READY)) {
            command.addAll(ClassArchive.options());
        }
        command.addAll(jvm);
        command.addAll(List.of("-jar", System.getProperty("staffetta.jar"), "run", "--home", home.toString()));
        command.addAll(options);
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        starts++;
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log().toFile());
            builder.environment().putAll(environment);
            process = builder.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process as a crash would: kill -9. */
    public void kill() {
        process.destroyForcibly();
        waitFor();
    }

    /** Ends the process as an administrator would, by SIGTERM, and returns its exit code. */
    public int terminate() {
        process.destroy();
        return waitFor();
    }

    /** Has the process write to its log what each of its threads does, and waits until it has. */
    public void tellThreads() {
        Shell.run("kill -QUIT \"$1\"", String.valueOf(process.pid()));
        await().atMost(LIMIT).until(() -> output().contains("JNI global refs") || !process.isAlive());
    }

    /** Waits until the process has ended, and returns its exit code. */
    public int waitFor() {
        await().atMost(LIMIT).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** What the process has written since its last start. */
    public String output() {
        try {
            return Files.exists(log()) ? Files.readString(log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new connection to its broker as an operator, started. */
    public Connection connect() throws JMSException {
        try {
            String password =
                    Files.readString(home.resolve("data/gateway-password")).strip();
            Connection connection = BrokerConnections.factory(
                            "tcp://127.0.0.1:" + settings.get(Addresses.OPENWIRE),
                            new Credentials("staffetta-gateway", password))
                    .createConnection();
            connection.start();
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that was started last. */
    public Process process() {
        return process;
    }

    /** What the process has used since its start. */
    public ProcessUse use() {
        return ProcessUse.of(process.toHandle());
    }

    /** The token of its HTTP door, once it has been started. */
    public String adminToken() {
        try {
            return Files.readString(home.resolve("data/admin-token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The providers that its accounts send to, if they are its own. */
    public ProviderSandbox providers() {
        return ownProviders;
    }

    /** Folder with config, routes and data. */
    public Path home() {
        return home;
    }

    /** A setting's value. */
    public String setting(String key) {
        return settings.get(key);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        if (ownProviders != null) {
            ownProviders.close();
        }
    }

    private Path log() {
        return home.resolve("run-" + starts + ".log");
    }

    private void copy(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = home.resolve(file);
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
