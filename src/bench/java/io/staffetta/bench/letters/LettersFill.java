package io.staffetta.bench.letters;

import io.staffetta.broker.QueueNames;
import io.staffetta.ledger.AttemptTurn;
import io.staffetta.ledger.DeadLetterRecord;
import io.staffetta.ledger.Ledger;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.MessageId;
import io.staffetta.message.Seal;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Puts dead letters where the gateway puts them, on the queue and in the ledger. */
final class LettersFill {

    private static final int GROUP = 500;
    private static final int REASONS = 10;

    private final Ledger ledger;
    private final ConnectionFactory connections;
    private final Seal seal;

    LettersFill(Ledger ledger, ConnectionFactory connections, Seal seal) {
        this.ledger = ledger;
        this.connections = connections;
        this.seal = seal;
    }

    /** Puts so many there; their ids, the oldest first. */
    List<String> fill(int letters) throws JMSException {
        List<String> ids = new ArrayList<>(letters);
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue(QueueNames.DEAD_LETTER))) {
            while (ids.size() < letters) {
                List<CompletableFuture<Void>> noted = new ArrayList<>();
                AttemptTurn turn = ledger.attempts().turn();
                for (int i = 0; i < GROUP && ids.size() < letters; i++) {
                    String id = MessageId.next();
                    producer.send(letter(session, id, ids.size()));
                    noted.add(turn.dead(new DeadLetterRecord(
                            id,
                            "http",
                            0,
                            account(ids.size()),
                            reason(ids.size()),
                            detail(ids.size()),
                            Instant.now())));
                    ids.add(id);
                }
                session.commit();
                turn.submit();
                noted.forEach(Ledger::await);
            }
        }
        return ids;
    }

    private TextMessage letter(Session session, String id, int number) throws JMSException {
        String body = "{\"to\":\"+393330000%03d\",\"text\":\"Your appointment is tomorrow at ten, number %d\"}"
                .formatted(number % 1000, number);
        Map<String, Object> headers = new HashMap<>();
        headers.put(MessageHeaders.MESSAGE_ID, id);
        headers.put(MessageHeaders.RECIPIENT, "+393330000%03d".formatted(number % 1000));
        headers.put(MessageHeaders.ACCOUNT, account(number));
        headers.put(MessageHeaders.SOURCE, "http");
        headers.put(MessageHeaders.PRIORITY, "normal");
        headers.put(MessageHeaders.DEADLINE, Instant.now().plusSeconds(86_400).toString());
        headers.put(MessageHeaders.REASON, reason(number));
        headers.put(MessageHeaders.DETAIL, detail(number));
        headers.put(MessageHeaders.ATTEMPTS, "1");
        headers.put(MessageHeaders.DEAD_SINCE, Instant.now().toString());
        TextMessage letter = session.createTextMessage(body);
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            letter.setStringProperty(header.getKey(), header.getValue().toString());
        }
        letter.setStringProperty(Seal.PROPERTY, seal.of(QueueNames.DEAD_LETTER, headers, body));
        return letter;
    }

    private static String account(int number) {
        return number % 3 == 0 ? "second" : "main";
    }

    private static String reason(int number) {
        return number % REASONS == 0 ? "EXHAUSTED" : "REFUSED";
    }

    private static String detail(int number) {
        return "Provider 'acme' answered HTTP 200: ERR " + number % 97 + " of kind " + (char) ('a' + number % 20);
    }
}
