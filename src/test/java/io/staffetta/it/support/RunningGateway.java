package io.staffetta.it.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.broker.embedded.EmbeddedBroker;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.config.Settings;
import io.staffetta.gateway.Gateway;
import io.staffetta.message.Seal;
import io.staffetta.sandbox.ProviderSandbox;
import io.staffetta.tls.CertificateFiles;
import io.staffetta.tls.KnownCertificate;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.activemq.ActiveMQConnectionFactory;

/**
 * A whole gateway in this process, on free ports, in a home of its own under {@code target/it}, with the shipped routes,
 * providers and settings. Its accounts send to a provider sandbox that the test holds.
 */
public final class RunningGateway implements AutoCloseable {

    /** Longest that a test waits for anything. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final ProviderSandbox providers = ProviderSandbox.start("127.0.0.1", 0);
    private final boolean sandboxMode;
    private Gateway gateway;
    private Addresses addresses;
    private ExternalBroker broker;
    private Connection connection;
    private Session session;

    private RunningGateway(boolean sandboxMode) {
        this.sandboxMode = sandboxMode;
        for (String key :
                List.of(Addresses.HTTP, Addresses.MANAGEMENT, Addresses.OPENWIRE, Addresses.STOMP, Addresses.SANDBOX)) {
            settings.put(key, "0");
        }
        settings.put("staffetta.retry.delays", "1s, 2s");
        // Longer than a busy machine needs for an answer of the sandbox, which would be of unknown outcome.
        settings.put("staffetta.provider.response-timeout", "4500");
        settings.put("staffetta.shutdown-seconds", "10");
        copy(Path.of("config"), home.resolve("config"));
        copy(Path.of("routes"), home.resolve("routes"));
    }

    /** A gateway as {@code run --sandbox} starts it: anyone may connect, and it has its own sandbox. */
    public static RunningGateway inSandboxMode() {
        return new RunningGateway(true);
    }

    /**
     * A gateway as {@code run} starts it.
     *
     * @param accounts text of {@code accounts.yaml}; {@code {{sandbox}}} stands for the test's provider sandbox
     */
    public static RunningGateway withAccounts(String accounts) {
        RunningGateway gateway = new RunningGateway(false);
        gateway.changeAccounts(accounts);
        return gateway;
    }

    /** Lets it work with a broker of the test's, instead of one of its own; before {@link #start()}. */
    public RunningGateway on(ExternalBroker external) {
        broker = external;
        return with("staffetta.broker.url", external.url())
                .with("staffetta.broker.user", ExternalBroker.CREDENTIALS.user())
                .with("staffetta.broker.password", ExternalBroker.CREDENTIALS.password())
                .with("staffetta.broker.key", ExternalBroker.KEY);
    }

    /** Sets a setting; before {@link #start()}. */
    public RunningGateway with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Starts the gateway, or starts it again after {@link #stop()}. */
    public RunningGateway start() {
        Home at = new Home(home);
        gateway = new Gateway(at, Settings.read(at.config(), Map.of(), settings), sandboxMode);
        addresses = gateway.start();
        if (addresses.has(Addresses.OPENWIRE) || broker != null) {
            connect();
        }
        return this;
    }

    /** Opens the test's own connection to the broker, as an operator; again, if that was gone in the meantime. */
    public void connect() {
        try {
            if (broker == null) {
                connection = factory().createConnection();
                connection.start();
            } else {
                connection = broker.connect();
            }
            session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private ActiveMQConnectionFactory factory() {
        String port = "127.0.0.1:" + addresses.port(Addresses.OPENWIRE);
        return addresses.tls()
                ? BrokerConnections.factory("ssl://" + port + "?socket.verifyHostName=false", operator(), certificate())
                : BrokerConnections.factory("tcp://" + port, operator());
    }

    /** Believes the certificate in {@code config/tls}, where {@code staffetta tls self-signed} puts it. */
    public KnownCertificate certificate() {
        Path tls = home.resolve("config/tls");
        return new KnownCertificate(
                new CertificateFiles(null, "", tls.resolve("server.crt"), tls.resolve("server.key")));
    }

    /**
     * Seals a message as this gateway does, with all string properties that it has.
     *
     * @param queue that it is for
     */
    public TextMessage sealed(TextMessage message, String queue) throws JMSException {
        Map<String, String> properties = new HashMap<>();
        for (String name : Collections.list((Enumeration<?>) message.getPropertyNames()).stream()
                .map(Object::toString)
                .toList()) {
            properties.put(name, message.getStringProperty(name));
        }
        message.setStringProperty(Seal.PROPERTY, seal().of(queue, properties, message.getText()));
        return message;
    }

    /**
     * Puts a message on the queue of account {@code messagenet} as the gateway does, with a deadline that is past.
     *
     * @param id of a message that came over HTTP
     */
    public void putCopy(String id, String text) throws JMSException {
        TextMessage copy = session().createTextMessage("{\"to\": \"3330000001\", \"text\": \"%s\"}".formatted(text));
        copy.setStringProperty("messageId", id);
        copy.setStringProperty("recipient", "+393330000001");
        copy.setStringProperty("account", "messagenet");
        copy.setStringProperty("requestedAccount", "");
        copy.setStringProperty("source", "http");
        copy.setStringProperty("priority", "normal");
        copy.setStringProperty("deadline", "2020-01-01T00:00:00Z");
        copy.setStringProperty("sendAt", "1970-01-01T00:00:00Z");
        session()
                .createProducer(session().createQueue("sms.account.messagenet"))
                .send(sealed(copy, "sms.account.messagenet"));
    }

    /** Something that a test does with a broker. */
    public interface Deed {
        void with(Session session) throws JMSException;
    }

    /** Runs its broker alone, while the gateway is stopped, as one from before seals. */
    public void withBrokerAlone(Deed deed) throws JMSException {
        Credentials anyone = Credentials.ANONYMOUS;
        try (EmbeddedBroker alone = new EmbeddedBroker(home.resolve("data"), "127.0.0.1", 0, 0, anyone)) {
            alone.start();
            try (Connection own = BrokerConnections.factory("tcp://127.0.0.1:" + alone.openWirePort(), anyone)
                            .createConnection();
                    Session at = own.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
                deed.with(at);
            }
        }
    }

    /** Stops the gateway as SIGTERM does, and keeps its data. */
    public void stop() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    @Override
    public void close() {
        stop();
        providers.close();
    }

    /** Writes {@code accounts.yaml}. */
    public void changeAccounts(String accounts) {
        write(home.resolve("config/accounts.yaml"), accounts.replace("{{sandbox}}", providers.url()));
    }

    /** Where the gateway listens. */
    public Addresses addresses() {
        return addresses;
    }

    /** Folder with config, routes and data. */
    public Path home() {
        return home;
    }

    /** A request to its port for messages or for health, from this machine, with the token that it asks for. */
    public RawHttp request(String port, String method, String path) {
        return RawHttp.request(addresses.port(port), method, path)
                .header("Host: 127.0.0.1:" + addresses.port(port))
                .header("Content-Type: application/json")
                .header("Authorization: Bearer " + token());
    }

    /** What its port for messages asks for; empty in sandbox mode. */
    public String token() {
        return sandboxMode ? "" : read(home.resolve("data/admin-token"));
    }

    /** The settings that a command needs to reach this gateway and its broker. */
    public List<String> commandLine() {
        List<String> options = new ArrayList<>(List.of("--home", home.toString()));
        settings.forEach((key, value) -> options.addAll(List.of(
                "--set",
                key + "="
                        + (addresses != null && addresses.has(key) ? Integer.toString(addresses.port(key)) : value))));
        return options;
    }

    /** The providers that the accounts send to; not those of sandbox mode. */
    public ProviderSandbox providers() {
        return providers;
    }

    /** The gateway's own login to the embedded broker. */
    public Credentials operator() {
        return new Credentials(
                "staffetta-gateway",
                read(home.resolve(sandboxMode ? "data/sandbox" : "data").resolve("gateway-password")));
    }

    /** The seal of this gateway's messages. */
    public Seal seal() {
        return new Seal(
                broker != null
                        ? ExternalBroker.KEY
                        : read(home.resolve(sandboxMode ? "data/sandbox" : "data")
                                .resolve("broker-key")));
    }

    /** User and password of senders of the embedded broker. */
    public Credentials credentials() {
        return sandboxMode
                ? Credentials.ANONYMOUS
                : new Credentials("staffetta", read(home.resolve("data/broker-password")));
    }

    /** A JMS session of the test's own, for what has no method here. Not transacted. */
    public Session session() {
        return session;
    }

    /** A further session of the test's own, for many messages in one commit. The caller closes it. */
    public Session transactedSession() throws JMSException {
        return connection.createSession(true, Session.SESSION_TRANSACTED);
    }

    /** Puts a text on sms.outbound, with string properties as name, value, name, value… */
    public void enqueue(String body, String... properties) throws JMSException {
        enqueue(text(session, body, properties));
    }

    /** Puts so many texts on sms.outbound in one commit: the text with 0, 1, 2… behind it. Properties as of one. */
    public void enqueueAtOnce(int many, String text, String... properties) throws JMSException {
        try (Session transacted = transactedSession();
                MessageProducer producer = transacted.createProducer(transacted.createQueue("sms.outbound"))) {
            for (int i = 0; i < many; i++) {
                producer.send(text(transacted, text + i, properties));
            }
            transacted.commit();
        }
    }

    private static TextMessage text(Session session, String body, String... properties) throws JMSException {
        TextMessage message = session.createTextMessage(body);
        for (int i = 0; i < properties.length; i += 2) {
            message.setStringProperty(properties[i], properties[i + 1]);
        }
        return message;
    }

    /** Puts a message on sms.outbound. */
    public void enqueue(Message message) throws JMSException {
        session.createProducer(session.createQueue("sms.outbound")).send(message);
    }

    /** Takes the next dead letter; fails if there is none in time. */
    public Message deadLetter() throws JMSException {
        return receive(session.createQueue("sms.dead-letter"));
    }

    /** Takes the next message of a destination; fails if there is none in time. */
    public Message receive(Destination destination) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(destination)) {
            Message message = consumer.receive(LIMIT.toMillis());
            if (message == null) {
                throw new AssertionError("Nothing came on " + destination + " within " + LIMIT);
            }
            return message;
        }
    }

    /** The messages on a queue now. */
    public List<Message> browse(String queue) throws JMSException {
        Queue destination = session.createQueue(queue);
        try (QueueBrowser browser = session.createBrowser(destination)) {
            List<Message> messages = new ArrayList<>();
            for (Enumeration<?> left = browser.getEnumeration(); left.hasMoreElements(); ) {
                messages.add((Message) left.nextElement());
            }
            return messages;
        }
    }

    /** Listens for outcomes from now on. */
    public MessageConsumer outcomes() throws JMSException {
        return session.createConsumer(session.createTopic("sms.outcome"));
    }

    /** The JSON of the next message of a consumer; fails if there is none in time. */
    public static JsonNode nextJson(MessageConsumer consumer) throws JMSException, IOException {
        Message message = consumer.receive(LIMIT.toMillis());
        if (message == null) {
            throw new AssertionError("Nothing came within " + LIMIT);
        }
        return JSON.readTree(message.getBody(String.class));
    }

    /** The next outcome of a message with a reference; those of other messages may still come, and are passed over. */
    public static JsonNode nextOutcome(MessageConsumer outcomes, String reference) throws JMSException, IOException {
        JsonNode outcome = nextJson(outcomes);
        while (!outcome.path("reference").asText().equals(reference)) {
            outcome = nextJson(outcomes);
        }
        return outcome;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
