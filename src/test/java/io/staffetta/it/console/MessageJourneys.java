package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What needs somebody, and what became of a message. */
@ExtendWith(InConsole.class)
class MessageJourneys {

    private static final String HOSTILE = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>";

    @BeforeAll
    static void configure(ConsoleWorld world) {
        SentMessages.configure(world);
    }

    @Test
    void findsAMessageByItsNumberAndReadsWhatHappened(ConsoleWorld world, Browser browser) {
        SentMessages traffic = new SentMessages(world);
        String first = traffic.send("+393330000051", "Ciao", ", \"reference\": \"console-51\"", "ACCEPTED");
        traffic.send("+393330000051", "Ciao di nuovo", "", "ACCEPTED");
        traffic.send("+393330000430", "due volte", ", \"reference\": \"console-430\"", "ACCEPTED");

        browser.open("#/").sees("To do");
        browser.driver().switchTo().activeElement().sendKeys("/");
        browser.driver().switchTo().activeElement().sendKeys("+39 333 0000051", Keys.ENTER);
        browser.sees("+39********51").sees("console-51");
        assertThat(browser.driver().findElements(By.cssSelector("tbody tr"))).hasSize(2);
        assertThat(browser.driver().getCurrentUrl()).contains("to=%2B39");

        browser.open("#/messages?q=console-51").sees("Attempt 1").sees(" ms · accepted");
        assertThat(browser.driver().getCurrentUrl()).endsWith("#/messages/" + "console-51");
        browser.press("Same recipient")
                .sees("To the number of message")
                .sees("console-51")
                .inspect("messages");
        assertThat(browser.driver().getCurrentUrl())
                .contains("sameRecipientAs=" + first)
                .doesNotContain("333");

        browser.open("#/messages/console-430")
                .sees("Routed to messagenet · the default account")
                .sees("Attempt 2")
                .sees("provider busy")
                .inspect("message");
        browser.speak("it")
                .open("#/messages?state=ACCEPTED")
                .sees("Destinatario")
                .sees("accettato");
    }

    @Test
    void saysByWhichRuleAMessageWasRouted(ConsoleWorld world, Browser browser) {
        String rules = """
                rules:
                  - when: {sender: Nobody}
                    account: plus-user
                  - when: {sender: ByRule}
                    account: kpnqwest
                """;
        world.gateway().changeAccounts(DemoAccounts.YAML + rules);
        SentMessages traffic = new SentMessages(world);
        await().atMost(Browser.LIMIT).until(() -> traffic.previewed("ByRule").equals("kpnqwest by rule 2"));
        String id = traffic.send("+393330000064", "Ciao", ", \"sender\": \"ByRule\"", "ACCEPTED");

        browser.open("#/messages/" + id).sees("Routed to kpnqwest · rule 2").sees("Attempt 1 kpnqwest");
        browser.speak("it").open("#/messages/" + id).sees("Instradato a kpnqwest · regola 2");
        SentMessages.configure(world);
    }

    @Test
    void leadsFromABarOfTheChartToItsMessages(ConsoleWorld world, Browser browser) {
        new SentMessages(world).send("+393330000059", "Ciao", ", \"reference\": \"console-59\"", "ACCEPTED");

        browser.open("#/").see(".chart .hits a[tabindex='0']").click();

        browser.sees("Messages").see("tbody tr");
        assertThat(browser.driver().getCurrentUrl()).contains("#/messages?since=", "&until=");
        assertThat(browser.field("Since").getAttribute("value")).isNotEmpty();
        assertThat(browser.field("Until").getAttribute("value")).isNotEmpty();
    }

    @Test
    void saysHowLongMessagesAreKeptWhereOneIsGone(Browser browser) {
        browser.open("#/messages?q=never-was").sees("No message is like that").sees("kept for 365 days");
        browser.open("#/messages/never-was")
                .sees("No such message")
                .sees("never-was")
                .sees("kept for 365 days");
        browser.open("#/batches/01KGA00000000000000000000A").sees("There is no such page");
        browser.open("#/activity/01KGA00000000000000000000A").sees("There is no such page");
    }

    @Test
    void revealsNumberAndTextToWhoSaysWhyAndTheAuditTrailHasIt(ConsoleWorld world, Browser browser) {
        String id = new SentMessages(world).send("+393330000052", "Il codice: 4711", "", "ACCEPTED");

        browser.open("#/messages/" + id).sees("+39********52").press("Reveal number and text");
        assertThat(browser.page()).doesNotContain("4711");
        assertThat(browser.see("dialog footer .primary").isEnabled()).isFalse();
        browser.inspect("reveal")
                .fill("Reason", "case 52")
                .see("dialog footer .primary")
                .click();

        browser.sees("+393330000052").sees("Il codice: 4711").sees("Visible until");
        browser.go("#/messages").seesNot("4711").go("#/messages/" + id).sees("+39********52");
        browser.go("#/activity?action=message")
                .sees("message.reveal")
                .sees("case 52")
                .sees(id);
        browser.press("Verify the chain").sees("Chain verified").inspect("activity");
        browser.speak("it").open("#/activity?action=message").sees("Registro delle attività");
    }

    @Test
    void exportsTheAuditTrail(ConsoleWorld world, Browser browser) throws IOException {
        String id = new SentMessages(world).send("+393330000057", "Ciao", "", "ACCEPTED");
        world.ask("GET", "/v1/messages/" + id + "?reveal=true&why=%3DSUM(A1)", "");
        Path folder = Files.createTempDirectory(Path.of("target"), "downloads").toAbsolutePath();
        browser.keepFilesIn(folder).open("#/activity").press("Export CSV");

        Path file = folder.resolve("audit.csv");
        await().atMost(RunningGateway.LIMIT).until(() -> Files.exists(file));
        assertThat(file).content().startsWith("number,at,who").contains(id, "\"'=SUM(A1)\"");
    }

    @Test
    void cancelsAMessageThatWaits(ConsoleWorld world, Browser browser) {
        SentMessages traffic = new SentMessages(world);
        String id = traffic.send("+393330000053", "domani", ", \"sendAt\": \"2036-12-24T08:00:00Z\"");

        browser.open("#/messages/" + id)
                .press("Cancel the message")
                .see("dialog footer .danger")
                .click();

        browser.sees("What became of them");
        await().atMost(RunningGateway.LIMIT).until(() -> traffic.state(id).equals("CANCELLED"));
        browser.open("#/messages/" + id).sees("cancelled").seesNot("Cancel the message");
    }

    @Test
    void showsHostileTextsAsText(ConsoleWorld world, Browser browser) {
        world.gateway()
                .providers()
                .script(Step.status(400, "ERROR " + HOSTILE)
                        .forProvider("kpnqwest")
                        .forRecipient("+393330000054")
                        .times(1));
        String id = new SentMessages(world)
                .send(
                        "+393330000054",
                        HOSTILE.replace("\"", "'"),
                        ", \"account\": \"kpnqwest\", \"reference\": \"" + HOSTILE + "\"");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> !new SentMessages(world).state(id).equals("QUEUED"));

        browser.open("#/messages/" + id).sees("<img src=x");
        browser.press("Reveal number and text")
                .fill("Reason", HOSTILE)
                .see("dialog footer .primary")
                .click();
        browser.sees("Visible until").sees("window.hacked=1</script>");
        browser.go("#/messages?to=%2B393330000054").sees("<img src=x");
        browser.go("#/messages?words=" + HOSTILE.replace(" ", "+")).sees("Search");
        browser.go("#/dead")
                .sees("Dead letters")
                .go("#/activity?action=message.reveal")
                .sees("<img src=x");
        assertThat(browser.run("return window.hacked")).isNull();
    }

    @Test
    void opensAParkedAccountFromTheFirstPage(ConsoleWorld world, Browser browser) {
        world.gateway()
                .providers()
                .script(Step.of(Behaviour.NO_CREDIT).forProvider("tim").times(1));
        String id = new SentMessages(world).send("+393330000055", "Ciao", ", \"account\": \"tim-consip\"");

        browser.open("#/")
                .sees("Account tim-consip is parked")
                .sees("1 waiting")
                .inspect("now");
        browser.see(".health").click();
        browser.sees("How the gateway is").inspect("health").press("✕");
        browser.speak("it").open("#/").sees("L'account tim-consip è sospeso").press("Riattiva");

        browser.sees("Fatto").seesNot("L'account tim-consip è sospeso");
        await().atMost(RunningGateway.LIMIT)
                .until(() -> new SentMessages(world).state(id).equals("ACCEPTED"));
    }

    @Test
    void leavesToAViewerWhatAViewerMay(ConsoleWorld world, Browser browser) {
        String id = new SentMessages(world).send("+393330000056", "Ciao", "", "ACCEPTED");
        String token = world.ask("POST", "/v1/tokens", "{\"name\": \"looks\", \"role\": \"viewer\"}")
                .json()
                .path("token")
                .asText();
        browser.signInAs(token).open("#/messages/" + id).sees("needs the role operator");
        assertThat(browser.see(".actions button").isEnabled()).isFalse();
        browser.go("#/activity").sees("needs the role admin").sees("Operations");
        browser.go("#/batches").sees("Batches");
    }
}
