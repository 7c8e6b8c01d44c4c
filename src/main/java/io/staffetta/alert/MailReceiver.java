package io.staffetta.alert;

import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;

/** Sends alerts by e-mail. */
public final class MailReceiver implements AlertReceiver {

    private static final String TIMEOUT_MILLIS = "10000";

    private final MailServer server;
    private final Supplier<CamelContext> camel;
    private ProducerTemplate template;
    private MailEndpoint endpoint;

    public MailReceiver(MailServer server, Supplier<CamelContext> camel) {
        this.server = server;
        this.camel = camel;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public String to() {
        return String.join(", ", server.to());
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
                Map.of("Subject", notice.title(), "Content-Type", "text/plain; charset=UTF-8"));
    }

    /** What is secret is set, and not written into its address, which is told in errors. */
    private MailEndpoint endpoint() {
        String scheme = server.security() == MailServer.Security.TLS ? "smtps" : "smtp";
        MailEndpoint made =
                camel.get().getEndpoint(scheme + "://" + server.host() + ":" + server.port(), MailEndpoint.class);
        MailConfiguration settings = made.getConfiguration();
        settings.setFrom(server.from());
        settings.setTo(String.join(",", server.to()));
        if (!server.user().isEmpty()) {
            settings.setUsername(server.user());
            settings.setPassword(server.password());
        }
        Properties more = new Properties();
        for (String limit : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            more.setProperty("mail." + scheme + "." + limit, TIMEOUT_MILLIS);
        }
        more.setProperty("mail." + scheme + ".ssl.checkserveridentity", "true");
        if (server.security() == MailServer.Security.STARTTLS) {
            more.setProperty("mail.smtp.starttls.enable", "true");
            more.setProperty("mail.smtp.starttls.required", "true");
        }
        settings.setAdditionalJavaMailProperties(more);
        return made;
    }
}
