package io.staffetta.bench.kannel;

import java.nio.file.Path;

/** The parts of a {@code kannel.conf} that listens on 127.0.0.1 alone and keeps everything in one folder. */
final class KannelConfig {

    private KannelConfig() {}

    /**
     * All but the connections to the provider: ports for administration, for smsbox, and for who puts messages in.
     *
     * @param store {@code file}: written as a whole every ten seconds, or {@code spool}: a file for each message
     */
    static String core(int admin, int boxes, int door, Path folder, String store) {
        return """
                group = core
                admin-port = {{admin}}
                admin-interface = 127.0.0.1
                admin-password = bench
                status-password = bench
                smsbox-port = {{boxes}}
                smsbox-interface = 127.0.0.1
                box-deny-ip = "*.*.*.*"
                box-allow-ip = "127.0.0.1"
                log-file = "{{folder}}/bearerbox.log"
                log-level = 4
                sms-outgoing-queue-limit = 1000000
                sms-incoming-queue-limit = 1000000
                sms-resend-freq = 10
                sms-resend-retry = 100
                dlr-storage = internal
                store-type = {{store}}
                store-location = "{{folder}}/store"
                store-dump-freq = 10

                group = smsbox
                smsbox-id = bench
                bearerbox-host = 127.0.0.1
                sendsms-port = {{door}}
                sendsms-interface = 127.0.0.1
                log-file = "{{folder}}/smsbox.log"
                log-level = 4
                max-pending-requests = 5000

                group = sendsms-user
                username = bench
                password = bench
                max-messages = 3
                concatenation = true

                group = sms-service
                keyword = default
                max-messages = 0
                text = ""
                """.replace("{{admin}}", Integer.toString(admin))
                .replace("{{boxes}}", Integer.toString(boxes))
                .replace("{{door}}", Integer.toString(door))
                .replace("{{store}}", store)
                .replace("{{folder}}", folder.toString());
    }

    /**
     * A connection to the provider. It has no port of its own, at which a provider's reports would come: Kannel would listen
     * there on all addresses.
     *
     * @param pending submissions at once
     */
    static String provider(String id, String url, int pending) {
        return """

                group = smsc
                smsc = http
                smsc-id = {{id}}
                system-type = generic
                connect-allow-ip = 127.0.0.1
                send-url = "{{url}}/send?to=%P&from=%p&text=%a&id=%I"
                status-success-regex = "ok"
                status-tempfail-regex = "retry"
                status-permfail-regex = "fatal"
                generic-foreign-id-regex = "\\"id\\":\\"([^\\"]+)\\""
                max-pending-submits = {{pending}}
                throughput = 0
                log-level = 4
                """.replace("{{id}}", id).replace("{{url}}", url).replace("{{pending}}", Integer.toString(pending));
    }
}
