package io.staffetta.it.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.cli.Commands;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DocumentSample;
import io.staffetta.it.support.DroppedFiles;
import io.staffetta.it.support.Printed;
import io.staffetta.it.support.PrintedIds;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.Shell;
import io.staffetta.it.support.SmallDisk;
import io.staffetta.it.support.TestJava;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plays the incidents of the operator's book, one after the other: what its commands print is what the page shows. */
class IncidentsIT {

    private static final String ACCOUNTS = """
            default: reception
            accounts:
              reception:
                provider: messagenet
                description: Reception, via Messagenet
                username: demo
                password: demo-password
                senderName: Acme
                url: "{{sandbox}}/messagenet/api/send_sms/"
              mailings:
                provider: kpnqwest
                description: Mailings, via KPNQwest
                username: demo
                password: demo-password
                url: "{{sandbox}}/kpnqwest/sms"
            """;
    /** Commands that change nothing: repeated until they show what comes a moment later. */
    private static final Pattern LOOKS = Pattern.compile("(?s).*\\b(list|show|groups|history|check|curl|cat|du)\\b.*");

    /** A command of ours that needs no shell, and its words. */
    private static final Pattern PLAIN = Pattern.compile("staffetta ([^|<>;&$/'\"\\\\]|'[^']*')+");

    private static final Pattern WORD = Pattern.compile("'[^']*'|[^ ]+");

    private static RunningGateway gateway;
    private static SmallDisk disk;

    private final PrintedIds ids = new PrintedIds();
    private final SoftAssertions differences = new SoftAssertions();
    private int sent;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAccounts(ACCOUNTS)
                .with("staffetta.provider.response-timeout", "1500")
                .with("staffetta.reports.delays", "1h")
                .with("staffetta.node.name", "node1")
                .with("staffetta.batch.still-seconds", "1")
                .with("staffetta.batch.poll-milliseconds", "100");
        if (SmallDisk.isPossible()) {
            disk = new SmallDisk(gateway.home().resolve("data"), "300m");
        }
        gateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.stop();
        if (disk != null) {
            disk.close();
        }
        gateway.close();
    }

    /** What happens before somebody looks. */
    private interface Deed {
        void run() throws Exception;
    }

    private Map<String, Deed> incidents() {
        Map<String, Deed> all = new LinkedHashMap<>();
        all.put("### 1. ", () -> {
            gateway.providers().changePassword("messagenet", "the-new-password");
            send("+393330000011", "", "QUEUED");
        });
        all.put("### 2. ", () -> {
            script("messagenet", "+393330000012", Behaviour.NO_CREDIT, 1);
            send("+393330000012", "", "QUEUED");
        });
        all.put("### 3. ", () -> {
            script("messagenet", "+393330000013", Behaviour.BUSY, 3);
            script("messagenet", "+393330000023", Behaviour.BUSY, 1000);
            send("+393330000023", "", "WAITING");
            send("+393330000013", ", \"validFor\": \"PT2S\"", "DEAD");
        });
        all.put("### 4. ", () -> {
            script("messagenet", "+393330000014", Behaviour.SLOW, 3);
            for (int i = 0; i < 3; i++) {
                send("+393330000014", "", "DEAD");
            }
        });
        all.put("### 5. ", () -> {
            script("messagenet", "+393330000015", Behaviour.GARBAGE, 2);
            send("+393330000015", "", "DEAD");
            send("+393330000015", "", "DEAD");
        });
        all.put("### 6. ", () -> disk.fill());
        all.put("### 7. ", () -> {
            script("messagenet", "+393330000017", Behaviour.SENDER_INVALID, 2);
            send("+393330000017", "", "DEAD");
            send("+393330000017", "", "DEAD");
        });
        all.put("### 8. ", () -> {
            DroppedFiles folder = new DroppedFiles(gateway.home().resolve("data"));
            folder.drop("orders.xls", "PK\u0003\u0004");
            folder.why("orders.error.txt");
            folder.drop(
                    "promo.csv", "#staffetta {\"sendAt\": \"2099-01-01T08:00:00Z\"}\nto,text\n+393330000018,Ciao\n");
        });
        all.put("### 9. ", () -> {
            for (int i = 0; i < 20; i++) {
                send("+393330000400", ", \"account\": \"mailings\"", "DEAD");
            }
            script("kpnqwest", "+393330000019", Behaviour.BUSY, 60);
            for (int i = 0; i < 20; i++) {
                send("+393330000019", ", \"validFor\": \"PT1S\", \"account\": \"mailings\"", "");
            }
            allAre("DEAD", "+393330000019");
            gateway.providers().clearScript();
        });
        all.put("### 11. ", () -> {
            Path file = gateway.home().resolve("config/accounts.yaml");
            Files.writeString(file, Files.readString(file).replace("senderName:", "senderNmae:"));
        });
        all.put("### 12. ", () -> {
            script("messagenet", "+393330000077", Behaviour.TAKE_AND_HANG_UP, 1);
            String id = send("+393330000077", "", "DEAD");
            assertThat(run("staffetta dead settle " + id + " --not-sent --why 'not looked' --yes"))
                    .isNotEmpty();
            allAre("ACCEPTED", "+393330000077");
        });
        return all;
    }

    @Test
    void printWhatTheBookShows() throws Exception {
        String page = Files.readString(Path.of("src", "docs", "operations.md"));
        for (Map.Entry<String, Deed> incident : incidents().entrySet()) {
            if (incident.getKey().contains(" 6.") && Shell.skipped(disk != null, "the incident of the full disk")) {
                continue;
            }
            int from = page.indexOf("\n" + incident.getKey()) + 1;
            assertThat(from).as(incident.getKey()).isPositive();
            List<DocumentSample> samples = DocumentSample.of(page.substring(from, page.indexOf("\n### ", from)));
            assertThat(samples).as(incident.getKey()).isNotEmpty();
            gateway.providers().clearScript();
            incident.getValue().run();
            for (DocumentSample sample : samples) {
                play(sample);
            }
        }
        differences.assertAll();
    }

    private void play(DocumentSample sample) throws Exception {
        String shown = String.join("\n", sample.output());
        Pattern wanted = Printed.pattern(shown);
        String printed = run(ids.real(sample.command()));
        long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
        while (LOOKS.matcher(sample.command()).matches()
                && !wanted.matcher(Printed.settled(printed)).matches()
                && System.nanoTime() < end) {
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            printed = run(ids.real(sample.command()));
        }
        System.out.println("PLAYED $ " + sample.command() + "\n" + printed);
        differences
                .assertThat(Printed.settled(printed))
                .as(sample.command() + " prints:\n" + printed)
                .matches(wanted);
        ids.learn(shown, printed);
    }

    /** Runs a command of the book on this gateway. */
    private static String run(String command) throws Exception {
        if (PLAIN.matcher(command).matches()) {
            // In this process, which takes a tenth of the time of another one.
            List<String> words = new ArrayList<>();
            WORD.matcher(command.substring("staffetta ".length()))
                    .results()
                    .forEach(word -> words.add(word.group().replaceAll("^'|'$", "")));
            words.addAll(gateway.commandLine());
            Commands.Result result = Commands.run(words.toArray(String[]::new));
            return shown(result.out() + result.err());
        }
        String real = command.replace(":8081", ":" + gateway.addresses().port(Addresses.MANAGEMENT));
        String options =
                gateway.commandLine().stream().map(option -> "'" + option + "'").collect(Collectors.joining(" "));
        String staffetta = "staffetta() { " + String.join(" ", TestJava.command()) + " -jar "
                + System.getProperty("staffetta.jar") + " \"$@\" " + options + " 2>&1; }; ";
        return shown(DocumentSample.run(real, staffetta, gateway.home(), Map.of()));
    }

    private static String shown(String printed) {
        return printed.replace(gateway.home().toString(), "/srv/staffetta").replace("\t", " ");
    }

    /** For one recipient: what an incident before sends again must not take it. */
    private static void script(String provider, String to, Behaviour behaviour, int times) {
        gateway.providers().script(new Step(provider, to, behaviour, 0, "", Map.of(), 0, times));
    }

    /** Sends a message, waits until it stands where it should, and returns its id. */
    private String send(String to, String more, String state) {
        String json = "{\"to\": \"" + to + "\", \"text\": \"Ciao " + ++sent + "\"" + more + "}";
        // Not taken at once where the disk has just been full.
        String id = await().atMost(RunningGateway.LIMIT)
                .until(
                        () -> gateway.request(Addresses.HTTP, "POST", "/v1/messages")
                                .body(json.getBytes(StandardCharsets.UTF_8))
                                .send()
                                .json()
                                .at("/messages/0/id")
                                .asText(),
                        taken -> !taken.isEmpty());
        await().atMost(RunningGateway.LIMIT).until(() -> gateway.request(Addresses.HTTP, "GET", "/v1/messages/" + id)
                .send()
                .body()
                .contains("\"state\":\"" + state));
        return id;
    }

    private static void allAre(String state, String to) {
        await().atMost(RunningGateway.LIMIT).until(() -> gateway
                .request(Addresses.HTTP, "GET", "/v1/messages?limit=1000&to=%2B" + to.substring(1))
                .send()
                .json()
                .path("messages")
                .findValuesAsText("state")
                .stream()
                .allMatch(state::equals));
    }
}
