package io.staffetta.it.console;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RunningGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One gateway and one browser for all tests of the console, started by the first of them. */
public final class ConsoleWorld implements AutoCloseable {

    private static final List<Path> BROWSERS = List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningGateway gateway =
            RunningGateway.withAccounts(none()).with("staffetta.accounts.reload-seconds", "1");
    private final AlertReceiver alerts = new AlertReceiver();
    private final Browser browser;

    private boolean hasAccounts;

    ConsoleWorld() {
        gateway.start();
        browser = new Browser(chromium().orElseThrow(), DRIVER, this);
    }

    /** The browser, if there is one on this machine with its driver. */
    static Optional<Path> chromium() {
        return BROWSERS.stream()
                .filter(file -> Files.isExecutable(file) && Files.isExecutable(DRIVER))
                .findFirst();
    }

    /** The file that ships, in which no account is. */
    private static String none() {
        try {
            return Files.readString(Path.of("config/accounts.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Has the demo accounts and a receiver of alerts from now on. Until it is called first there is neither, as when the gateway starts
     * for the first time.
     */
    void haveAccounts() {
        if (!hasAccounts) {
            gateway.stop();
            gateway.with("staffetta.alerts.webhook.url", alerts.url()).start();
            gateway.changeAccounts(DemoAccounts.YAML);
            await().atMost(RunningGateway.LIMIT)
                    .until(() -> ask("GET", "/v1/accounts", "").json().size() > 5);
            hasAccounts = true;
        }
    }

    /** The gateway. */
    public RunningGateway gateway() {
        return gateway;
    }

    /** Who is told of alerts, once there are accounts. */
    AlertReceiver alerts() {
        return alerts;
    }

    /** The browser, on whatever page the test before left it. */
    public Browser browser() {
        return browser;
    }

    /** Address of the console. */
    public String address() {
        return gateway.addresses().url(Addresses.HTTP) + "/";
    }

    /** What the gateway answers to a request with a body, without the browser. */
    public RawHttp.Answer ask(String method, String path, String json) {
        return gateway.request(Addresses.HTTP, method, path)
                .body(json.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    /** A new token of an application, with further fields such as its role. */
    public String token(String name, Map<String, String> fields) {
        ObjectNode body = JSON.createObjectNode().put("name", name);
        fields.forEach(body::put);
        return ask("POST", "/v1/tokens", body.toString()).json().path("token").asText();
    }

    @Override
    public void close() {
        browser.close();
        gateway.close();
        alerts.close();
    }
}
