package io.staffetta.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * ActiveMQ Artemis as it is downloaded, which the build unpacks under {@code target/artemis}: an instance made by {@code
 * artemis create}, with the settings that src/docs/brokers.md asks for.
 */
public final class ArtemisServer extends BrokerProcess {

    private static final Path HOME = Path.of(System.getProperty(
                    "artemis.home",
                    Path.of("target", "artemis", "apache-artemis-2.44.0").toString()))
            .toAbsolutePath();

    private static final String URGENT = """
            <address name="sms.outbound.urgent"><anycast><queue name="sms.outbound.urgent"/></anycast></address>
            """;

    private static final String DIVERTS = """
            <diverts>
               <divert name="sms-urgent">
                  <address>sms.outbound</address>
                  <forwarding-address>sms.outbound.urgent</forwarding-address>
                  <filter string="AMQPriority &gt; 6 OR priority = 'high'"/>
                  <routing-type>ANYCAST</routing-type>
                  <exclusive>true</exclusive>
               </divert>
            </diverts>
            """;

    private static final String ADDRESS_SETTINGS = """
            <address-setting match="sms.#">
               <max-delivery-attempts>-1</max-delivery-attempts>
               <dead-letter-address>DLQ</dead-letter-address>
               <expiry-address>ExpiryQueue</expiry-address>
               <auto-delete-queues>false</auto-delete-queues>
               <auto-delete-addresses>false</auto-delete-addresses>
            </address-setting>
            """;

    private final String securitySettings;
    private final Map<String, String> users;
    private final int diskPercent;

    private ArtemisServer(String securitySettings, Map<String, String> users, int diskPercent) {
        this.securitySettings = securitySettings;
        this.users = users;
        this.diskPercent = diskPercent;
    }

    /** With what src/docs/brokers.md asks for. */
    public static ArtemisServer asRecommended() {
        return new ArtemisServer("", Map.of(), 100);
    }

    /** The same, but as it comes: it takes nothing while its disk is more than nine tenths full. */
    public static ArtemisServer thatWatchesItsDisk() {
        return new ArtemisServer("", Map.of(), 90);
    }

    /**
     * The same with rights for other users than the one who may do all.
     *
     * @param securitySettings elements {@code security-setting} of {@code broker.xml}
     * @param users name and role of each, with its name as its password
     */
    public static ArtemisServer withRights(String securitySettings, Map<String, String> users) {
        return new ArtemisServer(securitySettings, users, 100);
    }

    @Override
    List<String> command() {
        if (!Files.exists(instance())) {
            create();
        }
        return java("run");
    }

    private Path instance() {
        return folder().resolve("instance");
    }

    private List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(TestJava.command());
        command.addAll(List.of("-Xmx512m", "-Dartemis.home=" + HOME));
        Path etc = instance().resolve("etc");
        if (Files.exists(etc)) {
            command.addAll(List.of(
                    "-Dartemis.instance=" + instance(),
                    "-Dartemis.instance.etc=" + etc,
                    "-Ddata.dir=" + instance().resolve("data"),
                    "-Djava.security.auth.login.config=" + etc.resolve("login.config"),
                    "-Dlog4j2.configurationFile=" + etc.resolve("log4j2.properties")));
        }
        command.addAll(List.of(
                "-cp", HOME.resolve("lib/artemis-boot.jar").toString(), "org.apache.activemq.artemis.boot.Artemis"));
        command.addAll(List.of(arguments));
        return command;
    }

    private void create() {
        try {
            Files.createDirectories(folder());
            Path log = folder().resolve("create.log");
            int code = new ProcessBuilder(java(
                            "create",
                            instance().toString(),
                            "--user",
                            CREDENTIALS.user(),
                            "--password",
                            CREDENTIALS.password(),
                            "--require-login",
                            "--no-web",
                            "--nio",
                            "--no-autotune",
                            "--silent",
                            "--no-amqp-acceptor",
                            "--no-mqtt-acceptor",
                            "--no-stomp-acceptor",
                            "--no-hornetq-acceptor",
                            "--host",
                            "127.0.0.1",
                            "--default-port",
                            Integer.toString(port())))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("artemis create failed: " + Files.readString(log));
            }
            Path settings = instance().resolve("etc/broker.xml");
            Files.writeString(
                    settings,
                    Files.readString(settings)
                            // What else lies on the disk of this machine is not to stop it.
                            .replace(
                                    "<max-disk-usage>90</max-disk-usage>",
                                    "<max-disk-usage>" + diskPercent + "</max-disk-usage>")
                            .replace("</address-settings>", ADDRESS_SETTINGS + "</address-settings>")
                            .replace("</security-settings>", securitySettings + "</security-settings>")
                            .replace("</addresses>", URGENT + "</addresses>" + DIVERTS)
                            .replace("</acceptors>", tlsAcceptor() + "</acceptors>"));
            for (var user : users.entrySet()) {
                append("artemis-users.properties", user.getKey() + " = " + user.getKey());
                append("artemis-roles.properties", user.getValue() + " = " + user.getKey());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void append(String file, String line) throws IOException {
        Files.writeString(instance().resolve("etc").resolve(file), "\n" + line + "\n", StandardOpenOption.APPEND);
    }

    private String tlsAcceptor() {
        return "<acceptor name=\"tls\">tcp://127.0.0.1:" + tlsPort()
                + "?protocols=OPENWIRE;sslEnabled=true;keyStorePath=" + TestCertificate.keyStore()
                + ";keyStorePassword=" + TestCertificate.PASSWORD + "</acceptor>";
    }
}
