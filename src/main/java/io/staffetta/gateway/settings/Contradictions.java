package io.staffetta.gateway.settings;

import io.staffetta.alert.MailServer;
import io.staffetta.broker.embedded.rights.BrokerLogins;
import io.staffetta.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settings that do not go together, though each is right by itself. */
final class Contradictions {

    private final GatewaySettings settings;
    private final List<String> problems = new ArrayList<>();

    private Contradictions(GatewaySettings settings) {
        this.settings = settings;
    }

    /** All of them, in words. */
    static List<String> of(GatewaySettings settings) {
        Contradictions found = new Contradictions(settings);
        found.checkBroker();
        found.checkNetwork();
        found.checkShutdown();
        found.checkRetention();
        found.checkMail();
        found.checkKeep();
        return found.problems;
    }

    /** Gateways that share a ledger share a broker, and each would take what another has put on its queues for forged. */
    private void checkBroker() {
        BrokerSettings broker = settings.broker();
        if (!broker.isEmbedded()
                && !settings.ledger().isEmbedded()
                && broker.key().isEmpty()) {
            problems.add("Setting " + BrokerSettings.KEY
                    + " must be given where broker and ledger may be shared, the same for"
                    + " all gateways: make one by 'openssl rand -base64 24', and put it into config/" + Settings.FILE
                    + " or " + Settings.variable(BrokerSettings.KEY));
        }
        if (broker.isEmbedded() && broker.user().equals(BrokerLogins.GATEWAY)) {
            problems.add(Settings.wrong(
                            BrokerSettings.USER,
                            "must not be " + BrokerLogins.GATEWAY + ", which is the gateway's own login")
                    .getMessage());
        }
    }

    /** Tokens, passwords, numbers and texts would cross the network in the clear. */
    private void checkNetwork() {
        settings.tls().contradiction().ifPresent(why -> problems.add(why + changeOneOf(TlsSettings.CERTIFICATE)));
        if (settings.addresses().isOpen() && !settings.tls().isGiven()) {
            problems.add("Setting " + AddressSettings.HOST + " ("
                    + settings.addresses().hostAddress()
                    + ") must be a loopback address such as 127.0.0.1 unless there is a certificate for TLS: give "
                    + TlsSettings.CERTIFICATE + " and " + TlsSettings.KEY + ", or " + TlsSettings.KEY_STORE
                    + "; 'staffetta tls self-signed' makes one for a start. Or"
                    + changeOneOf(AddressSettings.HOST).substring(1));
        }
    }

    /** A submission that a stop cuts off is sent again, though the provider may have it. */
    private void checkShutdown() {
        Duration longest = settings.provider().longest();
        if (settings.shutdown().patience().compareTo(longest) <= 0) {
            problems.add("Setting " + ShutdownSettings.SECONDS + " must be above " + ProviderSettings.CONNECT_TIMEOUT
                    + " and " + ProviderSettings.RESPONSE_TIMEOUT + " together (" + longest.toMillis()
                    + " ms), so that a stop cuts no submission off" + changeOneOf(ShutdownSettings.SECONDS));
        }
    }

    /** Which files belong to a batch is known only as long as the ledger knows the batch. */
    private void checkKeep() {
        Duration keep = settings.batches().keep();
        Duration delete = settings.ledger().deleteAfter();
        if (!keep.isZero() && !delete.isZero() && keep.compareTo(delete) >= 0) {
            problems.add(Settings.wrong(
                            BatchRunSettings.KEEP,
                            "must be below " + LedgerSettings.DELETE_AFTER
                                    + ", after which it is not known any more which files those are")
                    .getMessage());
        }
    }

    /** Nobody would be told of an alert, and that would be found out when there is one. */
    private void checkMail() {
        MailServer mail = settings.alerts().mail();
        if (!mail.to().isEmpty()) {
            for (Map.Entry<String, String> needed : List.of(
                    Map.entry(AlertSettings.MAIL_HOST, mail.host()), Map.entry(AlertSettings.MAIL_FROM, mail.from()))) {
                if (needed.getValue().isEmpty()) {
                    problems.add(Settings.wrong(needed.getKey(), "must be given where " + AlertSettings.MAIL_TO + " is")
                            .getMessage());
                }
            }
        }
    }

    /** What is deleted is not known any more: neither that its reference came before, nor that it is to be erased. */
    private void checkRetention() {
        LedgerSettings ledger = settings.ledger();
        checkRetention(LedgerSettings.REFERENCE_WINDOW, ledger.referenceWindow());
        checkRetention(LedgerSettings.ERASE_AFTER, ledger.eraseAfter());
    }

    private void checkRetention(String key, Duration needed) {
        Duration delete = settings.ledger().deleteAfter();
        if (!delete.isZero() && delete.compareTo(needed) < 0) {
            Map<String, String> all = settings.all();
            problems.add("Setting " + LedgerSettings.DELETE_AFTER + " ("
                    + all.get(LedgerSettings.DELETE_AFTER).strip() + ") must not be below " + key + " ("
                    + all.get(key).strip() + "), or be P0D for never" + changeOneOf(LedgerSettings.DELETE_AFTER));
        }
    }

    private static String changeOneOf(String key) {
        return ": change one of them in config/" + Settings.FILE + " or by " + Settings.variable(key);
    }
}
