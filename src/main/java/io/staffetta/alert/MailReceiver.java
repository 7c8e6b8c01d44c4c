package io.staffetta.alert;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;

/** Sends alerts by e-mail to one address, so that one which is refused keeps nothing from the others. */
public final class MailReceiver implements AlertReceiver {

    private static final String TIMEOUT_MILLIS = "10000";
    /** For one mail in all: each answer may take the time above, and a server may answer line by line without an end. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MailServer server;
    private final String address;
    private final Supplier<CamelContext> camel;
    private final Duration limit;
    private ProducerTemplate template;
    private MailEndpoint endpoint;

    /**
     * @param address of the recipient
     */
    public MailReceiver(MailServer server, String address, Supplier<CamelContext> camel) {
        this(server, address, camel, LIMIT);
    }

    /**
     * @param limit how long a mail may take
     */
    MailReceiver(MailServer server, String address, Supplier<CamelContext> camel, Duration limit) {
        this.server = server;
        this.address = address;
        this.camel = camel;
        this.limit = limit;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public String to() {
        return address;
    }

    @Override
    public void tell(Notice notice) {
        if (endpoint == null) {
            endpoint = endpoint();
            template = camel.get().createProducerTemplate();
        }
        template.sendBodyAndHeaders(
                endpoint,
                notice.text() + "\n",
                Map.of(
                        "To",
                        address,
                        "Subject",
                        notice.title(),
                        "Content-Type",
                        "text/plain; charset=UTF-8",
                        // So that nobody's machine answers, such as one that says that he is on holiday.
                        "Auto-Submitted",
                        "auto-generated"));
    }

    /** What is secret is set, and not written into its address, which is told in errors. */
    private MailEndpoint endpoint() {
        String scheme = server.security() == MailServer.Security.TLS ? "smtps" : "smtp";
        MailEndpoint made =
                camel.get().getEndpoint(scheme + "://" + server.host() + ":" + server.port(), MailEndpoint.class);
        MailConfiguration settings = made.getConfiguration();
        settings.setFrom(server.from());
        if (!server.user().isEmpty()) {
            settings.setUsername(server.user());
            settings.setPassword(server.password());
        }
        Properties more = new Properties();
        for (String limit : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            more.setProperty("mail." + scheme + "." + limit, TIMEOUT_MILLIS);
        }
        // TLS goes over such a socket; without it nothing is tried.
        more.put("mail." + scheme + ".socketFactory", new ClosingSockets(limit));
        more.setProperty("mail." + scheme + ".socketFactory.fallback", "false");
        more.setProperty("mail." + scheme + ".ssl.checkserveridentity", "true");
        if (server.security() == MailServer.Security.STARTTLS) {
            more.setProperty("mail.smtp.starttls.enable", "true");
            more.setProperty("mail.smtp.starttls.required", "true");
        }
        settings.setAdditionalJavaMailProperties(more);
        return made;
    }
}
