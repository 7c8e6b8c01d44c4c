package io.staffetta.gateway;

import io.staffetta.batch.files.PickUp;
import io.staffetta.batch.text.BatchValues;
import io.staffetta.batch.text.ColumnMap;
import io.staffetta.batch.text.Repeats;
import io.staffetta.batch.text.SendAt;
import io.staffetta.broker.embedded.BrokerLogins;
import io.staffetta.config.Addresses;
import io.staffetta.message.PhoneNumbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Looks at all settings at once, so that whoever set them hears of all that is wrong with them, not of one a start. */
public final class SettingsCheck {

    private static final Map<String, BiConsumer<Settings, String>> CHECKS = new LinkedHashMap<>();

    static {
        CHECKS.put("staffetta.broker.url", Settings::text);
        CHECKS.put("staffetta.broker.user", Settings::text);
        CHECKS.put("staffetta.broker.password", Settings::text);
        CHECKS.put(BrokerAccess.KEY, Settings::secret);
        CHECKS.put(BrokerAccess.UNSEALED_UNTIL, Settings::instant);
        CHECKS.put(BrokerAccess.CONNECTIONS, between(1, 100_000));
        CHECKS.put(BrokerAccess.BEFORE_LOGIN, between(1, 100_000));
        CHECKS.put(BrokerAccess.LOGIN_SECONDS, between(1, 600));
        CHECKS.put("staffetta.broker.trust-store", Settings::text);
        CHECKS.put("staffetta.broker.trust-store-password", Settings::text);
        CHECKS.put("staffetta.broker.dead-letter-queues", Settings::names);
        CHECKS.put(Addresses.OPENWIRE, Settings::port);
        CHECKS.put(Addresses.STOMP, Settings::port);
        CHECKS.put("staffetta.bind-address", Settings::loopback);
        CHECKS.put(Addresses.HTTP, Settings::port);
        HttpSettings.checks().forEach(CHECKS::put);
        CHECKS.put("staffetta.intake.consumers", between(1, 1000));
        CHECKS.put("staffetta.intake.batch", between(1, 10_000));
        CHECKS.put("staffetta.intake.waiting", between(1, 1_000_000));
        CHECKS.put("staffetta.numbers.region", (settings, key) -> new PhoneNumbers(settings.text(key), false));
        CHECKS.put("staffetta.numbers.check", (settings, key) -> settings.oneOf(key, "possible", "valid"));
        CHECKS.put("staffetta.message.validity", Settings::duration);
        CHECKS.put("staffetta.retry.delays", (settings, key) -> settings.schedule(key, 0));
        CHECKS.put("staffetta.retry.max-attempts", between(0, 1_000_000));
        CHECKS.put("staffetta.park.probe-delays", Settings::waits);
        CHECKS.put("staffetta.breaker.window", between(1, 1000));
        CHECKS.put("staffetta.breaker.failures-percent", between(1, 100));
        CHECKS.put("staffetta.breaker.refusals", between(0, 1000));
        CHECKS.put("staffetta.breaker.slow-milliseconds", between(1, Integer.MAX_VALUE));
        CHECKS.put("staffetta.breaker.probe-delays", Settings::waits);
        CHECKS.put("staffetta.provider.connect-timeout", between(1, Integer.MAX_VALUE));
        CHECKS.put("staffetta.provider.response-timeout", between(1, Integer.MAX_VALUE));
        CHECKS.put("staffetta.batch.account", value(BatchValues::account));
        CHECKS.put("staffetta.batch.sender", value(BatchValues::sender));
        CHECKS.put("staffetta.batch.priority", value(BatchValues::priority));
        CHECKS.put("staffetta.batch.charset", value(BatchValues::charset));
        CHECKS.put("staffetta.batch.separator", value(BatchValues::separator));
        CHECKS.put("staffetta.batch.format", value(BatchValues::format));
        CHECKS.put("staffetta.batch.layout", value(BatchFolders::layout));
        CHECKS.put("staffetta.batch.template", value(BatchFolders::template));
        CHECKS.put("staffetta.batch.columns", value(ColumnMap::parse));
        CHECKS.put("staffetta.batch.pick-up", value(PickUp::parse));
        CHECKS.put("staffetta.batch.repeats", value(Repeats::parse));
        CHECKS.put("staffetta.batch.send-at", value(SendAt::parse));
        CHECKS.put("staffetta.batch.spread", value(BatchValues::spread));
        CHECKS.put("staffetta.batch.still-seconds", between(1, 86_400));
        CHECKS.put("staffetta.batch.poll-milliseconds", between(50, 3_600_000));
        CHECKS.put("staffetta.batch.parallel", between(1, 100));
        CHECKS.put("staffetta.batch.queue-limit", between(1, 10_000_000));
        CHECKS.put("staffetta.reports.delays", Settings::waits);
        CHECKS.put("staffetta.reports.give-up-after", Settings::duration);
        CHECKS.put(LedgerAccess.URL, SettingsCheck::ledgerUrl);
        CHECKS.put("staffetta.ledger.user", Settings::text);
        CHECKS.put("staffetta.ledger.password", Settings::text);
        CHECKS.put(LedgerAccess.REFERENCE_WINDOW, Settings::duration);
        CHECKS.put(LedgerAccess.ERASE_AFTER, Settings::durationOrNever);
        CHECKS.put(LedgerAccess.DELETE_AFTER, Settings::durationOrNever);
        CHECKS.put(LedgerAccess.AUDIT_KEEP, LedgerAccess::auditKeep);
        CHECKS.put(LedgerAccess.ZONE, LedgerAccess::zone);
        CHECKS.put(LedgerAccess.WEBHOOK_DELAYS, Settings::waits);
        CHECKS.put(LedgerAccess.WEBHOOK_HTTP, (settings, key) -> settings.oneOf(key, "true", "false"));
        CHECKS.put("staffetta.node.name", Settings::text);
        CHECKS.put(Addresses.MANAGEMENT, Settings::port);
        CHECKS.put(Addresses.SANDBOX, Settings::port);
        CHECKS.put("staffetta.accounts.reload-seconds", between(0, 3600));
        CHECKS.put("staffetta.shutdown-seconds", between(1, 3600));
        CHECKS.put("staffetta.log.format", (settings, key) -> settings.oneOf(key, "text", "json"));
        CHECKS.put("staffetta.log.level", (settings, key) -> settings.oneOf(key, "error", "warn", "info", "debug"));
    }

    private SettingsCheck() {}

    /** All that is wrong with the values of settings, in words. */
    public static List<String> problems(Settings settings) {
        List<String> problems = new ArrayList<>();
        CHECKS.forEach((key, check) -> {
            try {
                check.accept(settings, key);
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        });
        if (problems.isEmpty()) {
            checkBroker(settings, problems);
            checkStop(settings, problems);
            checkRetention(settings, problems);
        }
        return problems;
    }

    /** Gateways that share a ledger share a broker, and each would take what another has put on its queues for forged. */
    private static void checkBroker(Settings settings, List<String> problems) {
        boolean embedded = BrokerAccess.isEmbedded(settings);
        if (!embedded
                && !settings.text(LedgerAccess.URL).equals("embedded")
                && settings.secret(BrokerAccess.KEY).isEmpty()) {
            problems.add("Setting " + BrokerAccess.KEY
                    + " must be given where broker and ledger may be shared, the same for"
                    + " all gateways: make one by 'openssl rand -base64 24', and put it into config/" + Settings.FILE
                    + " or " + Settings.variable(BrokerAccess.KEY));
        }
        if (embedded && settings.text("staffetta.broker.user").equals(BrokerLogins.GATEWAY)) {
            problems.add("Setting staffetta.broker.user must not be " + BrokerLogins.GATEWAY
                    + ", which is the gateway's own login: change it in config/" + Settings.FILE + " or by "
                    + Settings.variable("staffetta.broker.user"));
        }
    }

    /** A submission that a stop cuts off is sent again, though the provider may have it. */
    private static void checkStop(Settings settings, List<String> problems) {
        long longest = (long) settings.number("staffetta.provider.connect-timeout", 1, Integer.MAX_VALUE)
                + settings.number("staffetta.provider.response-timeout", 1, Integer.MAX_VALUE);
        if (1000L * settings.number("staffetta.shutdown-seconds", 1, 3600) <= longest) {
            problems.add("Setting staffetta.shutdown-seconds must be above staffetta.provider.connect-timeout and"
                    + " staffetta.provider.response-timeout together (" + longest
                    + " ms), so that a stop cuts no submission off: change one of them in config/" + Settings.FILE
                    + " or by " + Settings.variable("staffetta.shutdown-seconds"));
        }
    }

    /** What is deleted is not known any more: neither that its reference came before, nor that it is to be erased. */
    private static void checkRetention(Settings settings, List<String> problems) {
        Duration delete = settings.durationOrNever(LedgerAccess.DELETE_AFTER);
        for (String key : List.of(LedgerAccess.REFERENCE_WINDOW, LedgerAccess.ERASE_AFTER)) {
            if (!delete.isZero() && delete.compareTo(settings.durationOrNever(key)) < 0) {
                problems.add("Setting " + LedgerAccess.DELETE_AFTER + " (" + settings.text(LedgerAccess.DELETE_AFTER)
                        + ") must not be below " + key + " (" + settings.text(key)
                        + "), or be P0D for never: change one of them in config/" + Settings.FILE + " or by "
                        + Settings.variable(LedgerAccess.DELETE_AFTER));
            }
        }
    }

    /** The settings that are looked at. */
    static Set<String> keys() {
        return CHECKS.keySet();
    }

    private static void ledgerUrl(Settings settings, String key) {
        String url = settings.text(key);
        if (!url.equals("embedded") && !url.startsWith("jdbc:postgresql:")) {
            throw Settings.wrong(key, "must be 'embedded' or begin with jdbc:postgresql:");
        }
    }

    /** One that may be empty. */
    private static BiConsumer<Settings, String> value(Function<String, ?> parser) {
        return (settings, key) -> settings.value(key, parser);
    }

    private static BiConsumer<Settings, String> between(int least, int most) {
        return (settings, key) -> settings.number(key, least, most);
    }
}
