package io.staffetta.gateway;

import io.staffetta.account.CurrentAccounts;
import io.staffetta.batch.BatchFolder;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.gateway.access.AccessConfiguration;
import io.staffetta.http.BearerToken;
import io.staffetta.http.BrowserRule;
import io.staffetta.http.CallerCheck;
import io.staffetta.http.Callers;
import io.staffetta.http.HeldRequests;
import io.staffetta.http.HttpAnswers;
import io.staffetta.http.HttpEdge;
import io.staffetta.http.HttpIntake;
import io.staffetta.http.OnlyPathParameters;
import io.staffetta.http.RequestDeadline;
import io.staffetta.http.RequestMemory;
import io.staffetta.http.operations.AccountTrouble;
import io.staffetta.http.operations.AccountsApi;
import io.staffetta.http.operations.BatchesApi;
import io.staffetta.http.operations.HealthAnswer;
import io.staffetta.http.operations.LedgerApi;
import io.staffetta.http.operations.MessagesApi;
import io.staffetta.http.webapi.WebApi;
import io.staffetta.intake.Intake;
import io.staffetta.ledger.Ledger;
import io.staffetta.operations.AccountsHealth;
import io.staffetta.operations.BrokerHealth;
import io.staffetta.operations.BrokerLook;
import io.staffetta.operations.IntakeFault;
import io.staffetta.operations.IntakeFaults;
import io.staffetta.operations.IntakeHealth;
import io.staffetta.operations.LedgerHealth;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** What the routes under {@code routes/inbound} and {@code routes/operations} that speak HTTP call, by name. */
public final class HttpBeans {

    private HttpBeans() {}

    /**
     * Binds the beans and the health checks, and guards the port for messages.
     *
     * @param token what callers must know; empty for nothing
     * @param host address that the port is bound to
     * @param memory bounds what requests hold
     * @param faults knows why nothing is taken
     * @param broker looks whether the broker can be reached
     * @param folders the batch folders of this process
     * @param access who may do what, and who did
     * @throws Exception if the context takes no more listeners; it always does before it starts
     */
    static void bind(
            CamelContext context,
            String token,
            String host,
            RequestMemory memory,
            Intake intake,
            CurrentAccounts accounts,
            Parking parking,
            IntakeFaults faults,
            BrokerLook broker,
            Ledger ledger,
            List<BatchFolder> folders,
            AccessConfiguration access)
            throws Exception {
        Registry registry = context.getRegistry();
        registry.bind("platform-http-engine", new HeldRequests());
        registry.bind("onlyPathParameters", new OnlyPathParameters());
        registry.bind("callers", new Callers());
        registry.bind("httpAnswers", new HttpAnswers(faults));
        RequestDeadline deadline = new RequestDeadline();
        registry.bind("httpIntake", new HttpIntake(intake, deadline, access.admission()));
        registry.bind("webApi", new WebApi(intake, deadline, faults, access.admission()));
        registry.bind("accountsApi", new AccountsApi(accounts, parking));
        registry.bind("messagesApi", new MessagesApi(ledger, access.audit()));
        registry.bind("ledgerApi", new LedgerApi(ledger, access.audit()));
        registry.bind(
                "batchesApi",
                new BatchesApi(
                        ledger,
                        spreads(folders),
                        new AccountTrouble(accounts, parking),
                        () -> faults.now().stream().map(IntakeFault::words).findFirst(),
                        access.audit(),
                        Clock.systemUTC()));
        access.bind(registry);
        registry.bind("accountsHealth", new AccountsHealth(accounts, parking));
        registry.bind("brokerHealth", new BrokerHealth(broker));
        registry.bind("intakeHealth", new IntakeHealth(faults));
        registry.bind("ledgerHealth", new LedgerHealth(ledger));
        context.addStartupListener(new HealthAnswer());
        context.addStartupListener(new HttpEdge(
                new CallerCheck(
                        new BearerToken(token),
                        new BrowserRule(host),
                        access.applications()::byToken,
                        access.failures()),
                memory,
                faults));
    }

    private static Map<String, Duration> spreads(List<BatchFolder> folders) {
        return folders.stream().collect(Collectors.toMap(BatchFolder::name, BatchFolder::spread));
    }
}
