package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.it.support.RunningGateway;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dead letters: looked at, sent again, settled, given up. */
@ExtendWith(InConsole.class)
class DeadLetterJourneys {

    private static final String MANY = "+393330000060";
    private static final int LETTERS = 4000;
    private static final int ROWS = 10_000;

    /** Longest until the first rows are shown. */
    private static final int FIRST_MILLIS = 1000;

    /**
     * Goes to the list, and then through all of it: ms until the first rows, longest pause in ms, the row that was seen last, rows that
     * were drawn. Up to four times, while there was a pause: the machine may have been busy with other tests.
     */
    private static final String SCROLL = """
            const done = arguments[arguments.length - 1];
            const begin = performance.now();
            location.hash = '#/dead?account=off';
            let first, last = 0, pause = 0;
            const before = [];
            function look(now) {
              const list = document.querySelector('.letters');
              const row = list && list.querySelector('[role=rowgroup] [role=row]');
              if (row && !first) {
                first = performance.now() - begin;
              } else if (first && last) {
                pause = Math.max(pause, now - last);
              }
              if (first) {
                last = now;
                list.scrollTop += 2500;
                const rows = [...list.querySelectorAll('[role=rowgroup] [role=row]')];
                const index = Number(rows[rows.length - 1].getAttribute('aria-rowindex')) - 1;
                if (now - begin > 75000) {
                  return done({first, pause, before, index, drawn: rows.length});
                }
                if (index >= arguments[0]) {
                  if (before.length < 3 && pause > 200) {
                    before.push(pause);
                    pause = last = list.scrollTop = 0;
                  } else {
                    return done({first, pause, before, index, drawn: rows.length});
                  }
                }
              }
              requestAnimationFrame(look);
            }
            requestAnimationFrame(look);
            """.replace("arguments[0]", String.valueOf(ROWS));

    private static double number(Map<?, ?> measured, String name) {
        return ((Number) measured.get(name)).doubleValue();
    }

    @BeforeAll
    static void configure(ConsoleWorld world) {
        SentMessages.configure(world);
    }

    @Test
    void redrivesFourThousandToAnotherAccountAtAPaceAndIsCancelledHalfWayAndTheListOfTenThousandStaysQuick(
            ConsoleWorld world, Browser browser) throws Exception {
        SentMessages traffic = new SentMessages(world);
        traffic.kill(LETTERS, MANY);
        traffic.kill(ROWS - LETTERS, "+393330000061");

        browser.open("#/dead").sees("account disabled").sees("All 10,");
        Map<?, ?> measured = Map.of("first", Double.MAX_VALUE);
        for (int i = 0; i < 3 && number(measured, "first") > FIRST_MILLIS; i++) {
            browser.go("#/").sees("10,");
            measured = (Map<?, ?>) browser.driver().executeAsyncScript(SCROLL);
            System.out.println("10,000 dead letters: " + measured);
        }
        assertThat(number(measured, "index")).isEqualTo(ROWS);
        assertThat(number(measured, "drawn")).isLessThan(100);
        Quickness.isWithin("the first of 10,000 rows", number(measured, "first"), FIRST_MILLIS);
        Quickness.isWithin("the longest pause in 10,000 rows", number(measured, "pause"), 200);

        assertThat(world.ask("POST", "/v1/accounts", """
                        {"id": "priced", "provider": "kpnqwest", "description": "Priced", "username": "demo", "password": "demo-password",
                         "adminEmail": "admin@example.com", "url": "%s/kpnqwest/sms", "price": {"segment": "0.05"}}""".formatted(
                                        world.gateway().providers().url()))
                        .status())
                .isEqualTo(201);
        browser.go("#/dead?to=%2B39" + MANY.substring(3))
                .sees("All 4,000 that match")
                .tick("All 4,000 that match");
        browser.inspect("dead").look(360, false);
        await().atMost(Browser.LIMIT).until(() -> Boolean.TRUE.equals(browser.run("""
                const rows = [...document.querySelectorAll('.letters [role=rowgroup] [role=row]')].map((row) => row.getBoundingClientRect());
                return rows[0].height > 100 && rows[1].top >= rows[0].bottom;
                """)));
        browser.look(1400, false)
                .press("Redrive…")
                .fill("Account to use", "Priced")
                .fill("Pace a second", "500");
        browser.sees("It will be done with 4,000")
                .sees("takes about 8 sec")
                .sees("costs about €200.00")
                .inspect("redrive")
                .press("Redrive 4,000");

        browser.sees("Redrive → priced 500/s").sees("under way");
        await().atMost(RunningGateway.LIMIT).until(() -> traffic.dead(MANY) < LETTERS - 1000);
        browser.press("Cancel the operation").see("dialog footer .danger").click();
        browser.sees("Operation cancelled")
                .sees("not done: the operation was cancelled")
                .inspect("operation");

        String id = browser.driver().getCurrentUrl().replaceAll(".*/", "");
        JsonNode outcomes = traffic.get("/v1/operations/" + id).path("outcomes");
        int done = outcomes.path("DONE").asInt();
        assertThat(done).isBetween(1000, LETTERS - 1);
        assertThat(outcomes.path("CANCELLED").asInt()).isEqualTo(LETTERS - done);
        assertThat(traffic.dead(MANY)).isEqualTo(LETTERS - done);
        browser.press("not done: the operation was cancelled").sees("01");
    }

    @Test
    void settlesOneThatIsPerhapsSentAndRedrivesAnotherOnlyWithATickOfItsOwn(ConsoleWorld world, Browser browser) {
        SentMessages traffic = new SentMessages(world);
        String arrived = traffic.send("+393330000444", "arrived", "", "DEAD");
        String again = traffic.send("+393330000444", "again", "", "DEAD");

        browser.open("#/messages/" + arrived)
                .sees("outcome unknown")
                .press("Settle…")
                .sees("They arrived")
                .inspect("settle");
        browser.fill("Reason", "The recipient has it").press("Settle 1");
        browser.sees("Settle (arrived)").sees("The recipient has it");
        browser.open("#/messages/" + arrived).sees("Said to have arrived by").sees("The recipient has it");

        browser.open("#/dead?reason=UNKNOWN")
                .see("[aria-label='Tick " + again + "']")
                .click();
        browser.press("Redrive…").sees("1 was perhaps sent");
        assertThat(browser.see("dialog footer .primary").isEnabled()).isFalse();
        browser.tick("that were perhaps sent, too").press("Redrive 1").sees("done");
        browser.open("#/messages/" + again).sees("Redriven by").sees("Attempt 2");
    }

    @Test
    void discardsManyOnlyWhereTheirNumberIsTyped(ConsoleWorld world, Browser browser) throws Exception {
        String to = "+393330000062";
        SentMessages traffic = new SentMessages(world);
        traffic.kill(120, to);

        browser.open("#/dead?to=%2B393330000062")
                .tick("All 120 that match")
                .press("Discard…")
                .fill("Reason", "a test");
        browser.sees("Type 120 to confirm").inspect("discard");
        assertThat(browser.see("dialog footer .danger").isEnabled()).isFalse();
        browser.fill("Type 120 to confirm", "120")
                .press("Discard 120")
                .sees("Discard")
                .sees("a test");

        await().atMost(RunningGateway.LIMIT).until(() -> traffic.dead(to) == 0);
        browser.sees("120 of 120");
    }

    @Test
    void keepsANoteOnAGroup(ConsoleWorld world, Browser browser) {
        new SentMessages(world).send("+393330000400", "wrong", ", \"account\": \"plus-user\"", "DEAD");

        browser.open("#/dead")
                .pressAt("plus-user", "✎")
                .fill("Note", "Anna is on it")
                .inspect("note")
                .press("Save");

        browser.sees("Anna is on it").speak("it").open("#/dead").sees("rifiutato");
    }
}
