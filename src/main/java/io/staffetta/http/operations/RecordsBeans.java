package io.staffetta.http.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.account.Price;
import io.staffetta.audit.AuditTrail;
import io.staffetta.intake.Intake;
import io.staffetta.ledger.Ledger;
import io.staffetta.message.PhoneNumbers;
import io.staffetta.operation.PersonalLetters;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.provider.wire.Credits;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/**
 * Binds the beans that answer operators about records of messages, by the names that the routes have for them.
 *
 * @param numbers brings numbers into one form
 * @param letters takes dead letters of people off their queue
 * @param audit where acts are written down
 * @param warnDays warns when a package lasts less than so many days; 0 for never
 */
public record RecordsBeans(
        Ledger ledger,
        CurrentAccounts accounts,
        ProviderDescriptors providers,
        Intake intake,
        PhoneNumbers numbers,
        PersonalLetters letters,
        AuditTrail audit,
        int warnDays)
        implements CamelConfiguration {

    private static final int LOOK_MINUTES = 10;

    @Override
    public void configure(CamelContext camel) {
        Registry registry = camel.getRegistry();
        ledger.tellPrices(
                id -> accounts.find(id).flatMap(Account::price).map(Price::text).orElse(""));
        Supplier<Credits> credits = () -> registry.lookupByNameAndType("credits", Credits.class);
        PackageWatch packages = new PackageWatch(
                ledger,
                accounts,
                warnDays,
                () -> registry.findSingleByType(MeterRegistry.class),
                credits,
                Clock.systemUTC());
        ScheduledExecutorService watching =
                camel.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "packages");
        ScheduledFuture<?> unused = watching.scheduleWithFixedDelay(packages, 0, LOOK_MINUTES, TimeUnit.MINUTES);
        registry.bind("packagesHealth", packages);
        registry.bind("openApi", new OpenApi());
        registry.bind("messagesApi", new MessagesApi(ledger, numbers, audit));
        registry.bind("usageApi", new UsageApi(ledger, accounts, packages, credits, Clock.systemUTC()));
        registry.bind("previewApi", new PreviewApi(intake, providers));
        registry.bind(
                "eraseApi",
                new EraseApi(ledger, numbers, (ids, by, isTrial) -> letters.remove(ids, by.name(), isTrial), audit));
    }
}
