package io.staffetta.gateway;

import io.staffetta.account.CurrentAccounts;
import io.staffetta.batch.BatchFolder;
import io.staffetta.config.Addresses;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.gateway.access.AccessConfiguration;
import io.staffetta.gateway.settings.HttpSettings;
import io.staffetta.http.BearerToken;
import io.staffetta.http.BrowserRule;
import io.staffetta.http.CallerCheck;
import io.staffetta.http.Callers;
import io.staffetta.http.GuardedVertx;
import io.staffetta.http.HeldRequests;
import io.staffetta.http.HttpAnswers;
import io.staffetta.http.HttpEdge;
import io.staffetta.http.HttpIntake;
import io.staffetta.http.MessagesServer;
import io.staffetta.http.OnlyPathParameters;
import io.staffetta.http.RequestDeadline;
import io.staffetta.http.RequestMemory;
import io.staffetta.http.Uploads;
import io.staffetta.http.batches.BatchAnswersApi;
import io.staffetta.http.batches.BatchFilesApi;
import io.staffetta.http.console.ConsoleApi;
import io.staffetta.http.operations.AccountTrouble;
import io.staffetta.http.operations.BatchesApi;
import io.staffetta.http.operations.HealthAnswer;
import io.staffetta.http.operations.HoldApi;
import io.staffetta.http.operations.LedgerApi;
import io.staffetta.http.webapi.WebApi;
import io.staffetta.intake.Intake;
import io.staffetta.ledger.Ledger;
import io.staffetta.operations.BrokerHealth;
import io.staffetta.operations.BrokerProbe;
import io.staffetta.operations.HoldHealth;
import io.staffetta.operations.IntakeFault;
import io.staffetta.operations.IntakeFaults;
import io.staffetta.operations.IntakeHealth;
import io.staffetta.operations.LedgerHealth;
import io.staffetta.tls.ServerCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/**
 * Wires the HTTP ports, and binds the beans that the routes under {@code routes/inbound} and {@code routes/operations}
 * call.
 */
final class HttpConfiguration implements CamelConfiguration, AutoCloseable {

    private final Addresses addresses;
    private final String token;
    private final GuardedVertx http;
    private final RequestMemory memory;
    private final Intake intake;
    private final CurrentAccounts accounts;
    private final Parking parking;
    private final StandingOrders orders;
    private final BrokerProbe broker;
    private final IntakeFaults faults;
    private final Ledger ledger;
    private final List<BatchFolder> folders;
    private final AccessConfiguration access;
    private final ConsoleConfiguration console;
    private final Uploads uploads;
    private final BatchConfiguration batches;

    /**
     * @param addresses where the ports are
     * @param token what callers must know; empty for nothing
     * @param certificate of the port for messages; empty for no TLS
     * @param looks know why nothing is taken
     * @param batches works on the batch folders of this process
     */
    HttpConfiguration(
            Foundation on,
            Addresses addresses,
            String token,
            Optional<ServerCertificate> certificate,
            IntakeWatch looks,
            Intake intake,
            Parking parking,
            StandingOrders orders,
            BatchConfiguration batches) {
        HttpSettings settings = on.settings().http();
        this.addresses = addresses;
        this.token = token;
        this.intake = intake;
        this.parking = parking;
        this.orders = orders;
        this.batches = batches;
        folders = batches.folders();
        uploads = new Uploads(looks.data().resolve("uploads"), settings.uploads());
        accounts = on.accounts();
        ledger = on.ledger();
        access = on.access();
        console = new ConsoleConfiguration(
                access,
                new ConsoleApi.About(
                        addresses.has(Addresses.SANDBOX),
                        !token.isEmpty(),
                        on.settings().ledger().deleteAfter()),
                on.clock());
        http = vertx(settings, certificate);
        memory = RequestMemory.ofHeap(settings.memoryPercent());
        broker = new BrokerProbe(on.connections());
        faults = looks.faults(memory, broker);
        on.main().configure().addConfiguration(this);
    }

    private static GuardedVertx vertx(HttpSettings settings, Optional<ServerCertificate> certificate) {
        VertxOptions options = new VertxOptions()
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        return new GuardedVertx(Vertx.vertx(options), settings.limits(), certificate.map(ServerCertificate::keys));
    }

    /**
     * Binds the beans and the health checks, and guards the ports.
     *
     * @throws Exception if the context takes no more listeners; it always does before it starts
     */
    @Override
    public void configure(CamelContext context) throws Exception {
        Registry registry = context.getRegistry();
        // The management port's server looks it up.
        registry.bind("vertx", http);
        MessagesServer server = new MessagesServer(addresses.host(), addresses.port(Addresses.HTTP), http);
        context.addStartupListener(server);
        context.addService(server, true, true);
        registry.bind("platform-http-engine", new HeldRequests());
        registry.bind("onlyPathParameters", new OnlyPathParameters());
        registry.bind("callers", new Callers());
        registry.bind("httpAnswers", new HttpAnswers(faults));
        RequestDeadline deadline = new RequestDeadline();
        registry.bind("httpIntake", new HttpIntake(intake, deadline, access.admission()));
        registry.bind("webApi", new WebApi(intake, deadline, faults, access.admission()));
        registry.bind("ledgerApi", new LedgerApi(ledger, access.audit()));
        registry.bind("holdApi", new HoldApi(ledger, access.audit()));
        registry.bind("holdHealth", new HoldHealth(ledger));
        bindBatches(registry);
        access.bind(registry);
        console.bind(registry);
        registry.bind("brokerHealth", new BrokerHealth(broker));
        registry.bind("intakeHealth", new IntakeHealth(faults));
        registry.bind("ledgerHealth", new LedgerHealth(ledger));
        context.addStartupListener(new HealthAnswer());
        context.addStartupListener(new HttpEdge(
                new CallerCheck(
                        new BearerToken(token),
                        new BrowserRule(addresses.host()),
                        access.applications()::byToken,
                        console.sessions()::byToken,
                        access.failures(),
                        console.open()),
                memory,
                uploads,
                faults));
    }

    private void bindBatches(Registry registry) {
        BatchesApi views = new BatchesApi(
                ledger,
                spreads(folders),
                new AccountTrouble(accounts, parking, orders),
                () -> faults.now().stream().map(IntakeFault::words).findFirst(),
                access.audit(),
                Clock.systemUTC());
        registry.bind("batchesApi", views);
        registry.bind(
                "batchFilesApi",
                new BatchFilesApi(
                        folders,
                        batches.runner(),
                        batches.sources(),
                        intake,
                        accounts,
                        views,
                        access.audit(),
                        Clock.systemUTC()));
        registry.bind("batchAnswersApi", new BatchAnswersApi(folders, views, uploads, access.audit()));
    }

    private static Map<String, Duration> spreads(List<BatchFolder> folders) {
        return folders.stream().collect(Collectors.toMap(BatchFolder::name, BatchFolder::spread));
    }

    /** Knows why no messages are taken. */
    IntakeFaults faults() {
        return faults;
    }

    @Override
    public void close() {
        http.close().toCompletionStage().toCompletableFuture().join();
    }
}
