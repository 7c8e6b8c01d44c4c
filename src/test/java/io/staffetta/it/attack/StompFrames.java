package io.staffetta.it.attack;

import io.staffetta.access.Role;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.StompClient;
import jakarta.jms.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A sender's login over STOMP: inner queues by all names that STOMP has for them, and frames that are not right. */
final class StompFrames implements Attack {

    private static final List<String> QUEUES = List.of(
            "sms.account.messagenet",
            "sms.urgent.messagenet",
            "sms.retry.1s",
            "sms.redrive",
            "sms.intervention",
            "sms.dead-letter",
            "sms.mark",
            "sms.broker-dead-letter",
            "ActiveMQ.DLQ",
            "sms.>",
            ">",
            "sms.*",
            "*",
            "sms.outbound,sms.dead-letter",
            "sms.outbound,/queue/sms.redrive",
            "sms.outbound\\c/queue/x",
            "sms.outbuond",
            "sms.dead-letter\\n",
            "sms.dead-letter\\r",
            "sms.dead-letter\\\\",
            "Consumer.a.VirtualTopic.sms.outcome",
            "ActiveMQ.Statistics.Broker",
            "ActiveMQ.Scheduler.Management");
    private static final List<String> PLACES = List.of(
            "/queue/",
            "/topic/",
            "/temp-queue/",
            "/temp-topic/",
            "/remote-temp-queue/",
            "/remote-temp-topic/",
            "/dsub/",
            "queue://",
            "topic://",
            "temp-queue://",
            "",
            "/",
            "/queue//",
            "/QUEUE/",
            "/exchange/",
            "/amq/queue/");
    private static final List<String> MORE = List.of(
            "",
            "transformation:jms-object-xml\n",
            "transformation:jms-xml\n",
            "transformation:jms-map-json\n",
            "destination:/queue/sms.outbound\n",
            "selector:1=1\n",
            "selector:1=1) OR (1=1\n",
            "activemq.subscriptionName:a\n",
            "activemq.exclusive:true\n",
            "activemq.retroactive:true\n",
            "ack:client-individual\n",
            "browser:true\n",
            "persistent:false\n",
            "reply-to:/queue/sms.redrive\n",
            "content-length:5\n");

    @Override
    public String what() {
        return "STOMP: inner queues, and frames that are not right";
    }

    @Override
    public void on(Victim victim, Tally tally) throws Exception {
        int more = 0;
        for (String place : PLACES) {
            for (String queue : QUEUES) {
                String to = place + queue;
                boolean ownTemporary = place.startsWith("/temp-");
                // A temporary one that it names itself is its own.
                if (!ownTemporary) {
                    refused(
                            victim,
                            tally,
                            "SEND\ndestination:" + to + "\n" + MORE.get(more++ % MORE.size()) + "receipt:r\n\nforged");
                    refused(
                            victim,
                            tally,
                            "SUBSCRIBE\nid:1\ndestination:" + to + "\n" + MORE.get(more++ % MORE.size())
                                    + "receipt:r\n\n");
                }
                // What is no address at all STOMP leaves out, and takes the message.
                asked(
                        victim,
                        tally,
                        "SEND\ndestination:/queue/sms.outbound\nto:+393330000001\nreply-to:"
                                + (ownTemporary ? "/remote-" + place.substring(1) : place) + queue
                                + "\nreceipt:r\n\nCiao",
                        "RECEIPT");
            }
        }
        for (String frame : odd()) {
            refused(victim, tally, frame);
        }
        // Its own queues had no answer, wherever it was asked to go.
        for (String queue : List.of("sms.dead-letter", "sms.redrive", "sms.intervention", "sms.mark", "sms.retry.1s")) {
            for (Message message : victim.gateway.browse(queue)) {
                String body = message.getBody(String.class);
                tally.harmlessUnless(body.contains("\"outcome\""), queue, body);
            }
        }
    }

    private static List<String> odd() {
        List<String> frames = new ArrayList<>();
        for (String selector : List.of(
                "1=1) OR (1=1", "1=1)", "') OR ('a'='a", "XPATH '//x'", "XQUERY '1'", "(", "'", "1=1 --", "1=1 /*")) {
            frames.add("SUBSCRIBE\nid:1\ndestination:/queue/sms.dead-letter\nselector:" + selector + "\nreceipt:r\n\n");
        }
        for (String command :
                List.of("SEN", "send", "S\u0001ND", "MESSAGE", "CONNECTED", "RECEIPT", "ERROR", "X".repeat(5000))) {
            frames.add(command + "\ndestination:/queue/sms.outbound\nreceipt:r\n\nx");
        }
        for (String command : List.of("ACK", "NACK", "COMMIT", "ABORT", "UNSUBSCRIBE")) {
            for (String id : List.of("1", "none", "ID:1:1:1:1", "x\\c1", "-1", "")) {
                frames.add(command + "\nid:" + id + "\ntransaction:" + id + "\nsubscription:" + id + "\nreceipt:r\n\n");
            }
        }
        frames.add("SEND\nreceipt:r\n\nx");
        frames.add("SEND\ndestination\nreceipt:r\n\nx");
        frames.add("SEND\n" + "a:b\n".repeat(20_000) + "destination:/queue/sms.dead-letter\nreceipt:r\n\nx");
        frames.add("SEND\na:" + "b".repeat(200_000) + "\ndestination:/queue/sms.dead-letter\nreceipt:r\n\nx");
        frames.add("SEND\ndestination:/queue/sms.outbound\ncontent-length:-1\nreceipt:r\n\nx");
        frames.add("SEND\ndestination:/queue/sms.outbound\ncontent-length:2147483647\nreceipt:r\n\nx");
        frames.add("SEND\ndestination:/queue/sms.outbound\ncontent-length:x\nreceipt:r\n\nx");
        frames.add("SEND\ndestination:/queue/sms.outbound\ncontent-length:1\nreceipt:r\n\nxyz");
        return frames;
    }

    private static void refused(Victim victim, Tally tally, String frame) throws IOException {
        asked(victim, tally, frame, "ERROR");
    }

    private static void asked(Victim victim, Tally tally, String frame, String mayBe) throws IOException {
        try (StompClient client = new StompClient(victim.gateway.addresses().port(Addresses.STOMP))) {
            client.connect("the-sender", victim.roles.get(Role.SENDER));
            String answer;
            try {
                client.sendFrame(frame);
                answer = client.readFrame();
            } catch (IOException e) {
                answer = "hung up";
            }
            if (answer.startsWith(mayBe) && mayBe.equals("RECEIPT")) {
                tally.harmless();
            } else if (answer.startsWith("RECEIPT") || answer.startsWith("MESSAGE")) {
                tally.won(frame, answer);
            } else {
                tally.refused();
            }
        }
    }
}
