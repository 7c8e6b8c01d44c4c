package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import jakarta.jms.JMSException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** What somebody does who has no mouse. */
@ExtendWith(InConsole.class)
class KeyboardJourneys {

    /** More than the list draws at once. */
    private static final int LETTERS = 45;

    private static final String DEAD = "+393330000065";

    private static String waiting;
    private static String accepted;
    private static String batch;
    private static String operation;

    /** All pages have something on them. */
    @BeforeAll
    static void fill(ConsoleWorld world) throws JMSException {
        SentMessages.configure(world);
        SentMessages traffic = new SentMessages(world);
        traffic.kill(LETTERS, DEAD);
        traffic.kill(1, "+393330000067");
        waiting = traffic.send("+393330000066", "domani", ", \"sendAt\": \"2036-12-24T08:00:00Z\"");
        accepted = traffic.send("+393330000066", "Ciao", "", "ACCEPTED");
        batch = world.gateway()
                .request(Addresses.HTTP, "POST", "/v1/batches?name=keys.csv&sendAt=2036-12-24T08:00:00Z")
                .header("Content-Type: text/csv")
                .body("to,text\n+393330000066,Ciao\n".getBytes(StandardCharsets.UTF_8))
                .send()
                .json()
                .path("id")
                .asText();
        world.token("keys", Map.of("role", "viewer"));
        operation = discard(world, "+393330000067");
    }

    private static String discard(ConsoleWorld world, String to) {
        return world.ask(
                        "POST",
                        "/v1/operations",
                        "{\"kind\": \"discard\", \"why\": \"keys\", \"filter\": {\"to\": \"%s\"}}".formatted(to))
                .json()
                .path("id")
                .asText();
    }

    /** Others count the letters of the same account. */
    @AfterAll
    static void clear(ConsoleWorld world) {
        discard(world, DEAD);
        await().atMost(Browser.LIMIT).until(() -> new SentMessages(world).dead(DEAD) == 0);
    }

    private static String at(String page) {
        return page.replace("WAITING", waiting)
                .replace("ACCEPTED", accepted)
                .replace("BATCH", batch)
                .replace("OPERATION", operation);
    }

    @ParameterizedTest
    @CsvSource({
        "#/, To do",
        "#/messages, accepted",
        "#/messages/ACCEPTED, Attempt 1",
        "#/dead, All ",
        "#/accounts, Default account",
        "#/accounts/messagenet, Save and test",
        "#/accounts?new=choose, Which provider did you buy",
        "#/accounts?new=tim-easyapi, Save and test",
        "#/accounts/history, messagenet",
        "#/batches, keys.csv",
        "#/batches/BATCH, Cancel the batch",
        "#/send, Send SMS",
        "#/activity, Verify the chain",
        "#/activity/OPERATION, What became of them",
        "#/admin, keys"
    })
    void leadsTheFocusThroughAPageOnceInItsOrder(String page, String content, Browser browser) {
        Keyboard keyboard = new Keyboard(browser);
        browser.open(at(page)).sees(content).seesNot("One moment");
        int stops = keyboard.goRound(page);
        browser.look(360, false).shot("keyboard-" + page.replaceAll("\\W+", "-"));
        keyboard.goRound(page + ", narrow");
        System.out.println("Keyboard: " + page + " has " + stops + " stops");
    }

    @Test
    void leadsThroughARowAfterTheOtherOfALongList(Browser browser) {
        browser.open("#/dead?to=%2B39" + DEAD.substring(3)).sees("All " + LETTERS + " that match");
        Keyboard keyboard = new Keyboard(browser);
        keyboard.goRound("dead letters");
        assertThat(keyboard.rows()).isEqualTo(LETTERS);
    }

    @ParameterizedTest
    @CsvSource({
        "#/messages/ACCEPTED, .health; Reveal",
        "#/messages/WAITING, Cancel the message",
        "#/accounts/kpnqwest, Pause; Change the id; Delete",
        "#/accounts/history, Go back to this",
        "#/batches/BATCH, Cancel the batch",
        "#/dead, Note",
        "#/admin, Stop all sending; New token; Revoke"
    })
    void keepsTheFocusInADialogAndGivesItBack(String page, String openers, Browser browser) {
        Keyboard keyboard = new Keyboard(browser).open(at(page));
        Stream.of(openers.split("; ")).forEach(keyboard::opensAndCloses);
    }

    @Test
    void choosesWithArrowsAmongWhatIsOneStop(Browser browser) {
        Keyboard keyboard = new Keyboard(browser).open("#/dead?to=%2B39" + DEAD.substring(3));
        browser.sees("All " + LETTERS + " that match").tabTo("All " + LETTERS).type(Keys.SPACE);
        keyboard.opensAndCloses("Redrive");
        keyboard.opensAndCloses("Discard");
        keyboard.opensAndCloses("Settle");

        keyboard.press("Settle");
        browser.see("dialog[open]");
        browser.run("document.querySelector('input[value=sent]').focus()");
        browser.type(Keys.ARROW_DOWN);
        assertThat(browser.run("return document.activeElement.value + document.activeElement.checked"))
                .isEqualTo("not-senttrue");
        browser.sees("Account to use");
        keyboard.goRound("the dialog of what is sent again");
    }

    @Test
    void tellsAnotherPageByItsTitleAndKeepsTheFocusAtWhatWorks(Browser browser) {
        Keyboard keyboard = new Keyboard(browser);
        browser.open("#/accounts").sees("Default account");
        keyboard.press("New");
        browser.sees("Which provider did you buy");
        keyboard.press("Messagenet");
        browser.sees("Save and test");
        keyboard.isAtTheTitle();

        browser.open("#/dead").sees("All ");
        browser.field("Number").sendKeys(DEAD, Keys.ENTER);
        browser.sees("All " + LETTERS + " that match");
        keyboard.isAtTheTitle();

        browser.open("#/activity").sees("Verify the chain");
        keyboard.press("Verify the chain");
        browser.sees("Chain verified");
        assertThat(browser.run("return document.activeElement.innerText")).isEqualTo("Verify the chain");
    }

    @Test
    void asksForATokenHoweverOftenSomebodyEscapes(Browser browser) {
        browser.signInAs("").open("#/send").sees("Sign in to the console");
        for (int i = 0; i < 3; i++) {
            browser.type(Keys.ESCAPE).see("dialog[open]");
        }
        assertThat(new Keyboard(browser).goRound("signing in")).isEqualTo(2);
    }
}
