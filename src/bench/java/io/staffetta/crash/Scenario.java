package io.staffetta.crash;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the providers do while the gateway is killed, and how the gateway is set up for it.
 *
 * @param label name on the command line
 * @param perThousand of a thousand messages, how many have a recipient that ends in these digits; the rest are accepted
 * @param settings settings of the gateway
 * @param accounts its accounts; {@code {{sandbox}}} stands for the providers' address
 * @param locksOut whether one account's password is wrong at times, so that the account is parked and opened again
 */
record Scenario(
        String label,
        Map<String, Integer> perThousand,
        Map<String, String> settings,
        String accounts,
        boolean locksOut) {

    private static final Map<String, String> SETTINGS = Map.of(
            "staffetta.retry.delays", "1s, 2s",
            "staffetta.park.probe-delays", "1s, 2s",
            // Here it is the message, not the account, that is refused as busy: no breaker is to hold up the others.
            "staffetta.breaker.window", "1000",
            "staffetta.breaker.failures-percent", "100",
            "staffetta.provider.response-timeout", "3000",
            "staffetta.shutdown-seconds", "15");

    private static final String ACCOUNTS = """
            default: messagenet
            accounts:
              messagenet:
                provider: messagenet
                description: Messagenet
                username: demo
                password: demo-password
                senderName: Staffetta
                url: "{{sandbox}}/messagenet/api/send_sms/"
                limits: {concurrency: 16}
              kpnqwest:
                provider: kpnqwest
                description: KPNQwest
                username: demo
                password: demo-password
                adminEmail: admin@example.com
                url: "{{sandbox}}/kpnqwest/sms"
                limits: {concurrency: 16}
            """;

    /** Each hands on to the other. */
    private static final String FAILOVER_ACCOUNTS = ACCOUNTS.replace(
                    "description: Messagenet\n", "description: Messagenet\n    failover: [kpnqwest]\n")
            .replace("description: KPNQwest\n", "description: KPNQwest\n    failover: [messagenet]\n");

    private static final String REDELIVER_ACCOUNTS =
            ACCOUNTS.replace("    limits:", "    unknown-outcome: redeliver\n    limits:");

    /** Every message is accepted at once. */
    static final Scenario PLAIN = new Scenario("plain", Map.of(), SETTINGS, ACCOUNTS, false);

    /** A third of the messages is refused as busy twice, and waits on retry queues. */
    static final Scenario RETRY = new Scenario("retry", Map.of("430", 330), SETTINGS, ACCOUNTS, false);

    /** Messages that providers refuse, and messages of which nobody knows whether they have been taken. */
    static final Scenario DEAD =
            new Scenario("dead", Map.of("400", 100, "444", 20, "445", 20, "299", 10), SETTINGS, ACCOUNTS, false);

    /** Providers that refuse nearly everything, for the same reason. No account is to be parked for that here. */
    static final Scenario REFUSE = new Scenario("refuse", Map.of("400", 950), refusing(), ACCOUNTS, false);

    /** Providers that answer late, or not in time: the message is taken, and the gateway does not learn of it. */
    static final Scenario HANG = new Scenario("hang", Map.of("505", 50, "504", 10), SETTINGS, ACCOUNTS, false);

    /** An account whose password is wrong for a while, again and again. */
    static final Scenario PARK = new Scenario("park", Map.of(), SETTINGS, ACCOUNTS, true);

    /**
     * Providers that are busy hand messages on to each other, and one of them is locked out at times, so that what waits there
     * moves as well.
     */
    static final Scenario FAILOVER =
            new Scenario("failover", Map.of("430", 330, "505", 20), SETTINGS, FAILOVER_ACCOUNTS, true);

    /** What was cut off is tried again, since the accounts want it so; nothing is a dead letter, and some is sent twice. */
    static final Scenario REDELIVER = new Scenario("redeliver", Map.of("505", 50), SETTINGS, REDELIVER_ACCOUNTS, false);

    /** All of it at once. */
    static final Scenario MIXED = new Scenario(
            "mixed",
            Map.of("430", 150, "505", 20, "504", 5, "400", 50, "444", 10, "445", 10, "299", 5),
            SETTINGS,
            ACCOUNTS,
            true);

    static final List<Scenario> ALL = List.of(PLAIN, RETRY, DEAD, REFUSE, HANG, PARK, FAILOVER, REDELIVER, MIXED);

    /** Ids of the accounts. */
    static final List<String> ACCOUNT_IDS = List.of("messagenet", "kpnqwest");

    /** The account that is locked out at times, and its provider. */
    static final String LOCKED_OUT = "kpnqwest";

    private static Map<String, String> refusing() {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("staffetta.breaker.refusals", "0");
        return Map.copyOf(settings);
    }

    /**
     * The scenario with a name.
     *
     * @throws IllegalArgumentException if there is none; names those that there are
     */
    static Scenario of(String label) {
        return ALL.stream()
                .filter(scenario -> scenario.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown scenario '" + label + "'; there are: "
                        + ALL.stream().map(Scenario::label).collect(Collectors.joining(", "))));
    }

    /** Whether messages of unknown outcome are tried again, so that some are sent twice. */
    boolean redelivers() {
        return accounts.equals(REDELIVER_ACCOUNTS);
    }

    /** The last digits of a recipient, for a number from 0 to 999. */
    String digits(int dice) {
        int left = dice;
        for (String digits : perThousand.keySet().stream().sorted().toList()) {
            left -= perThousand.get(digits);
            if (left < 0) {
                return digits;
            }
        }
        return "001";
    }
}
