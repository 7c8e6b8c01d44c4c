package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody meets who has just installed the gateway, and has no account yet. */
@ExtendWith(InConsole.class)
class FirstStartJourneys {

    @Test
    void leadsToNewWhereThereIsNoAccountAndSendsTheFirstMessage(ConsoleWorld world, Browser browser) {
        String code =
                world.ask("POST", "/v1/sign-in-codes", "{}").json().at("/code").asText();
        browser.signInAs("").open("#code=" + code).sees("Which provider did you buy the service from?");
        browser.inspect("first-start")
                .go("#/accounts")
                .sees("No account yet")
                .press("New")
                .press("Messagenet");
        browser.fill("Description", "Reception").fill("User name", "demo").fill("Password", "demo-password");
        browser.press("More settings")
                .fill("Address", world.gateway().providers().url() + "/messagenet/api/send_sms/")
                .press("Save and test")
                .sees("Account saved")
                .fill("Number", "+393330000001")
                .press("Send SMS")
                .sees("Attempt 1 by reception");

        assertThat(browser.see(".box.good").getText()).contains("accepted");
        assertThat(world.ask("GET", "/v1/accounts", "").json().at("/0/default").asBoolean())
                .isTrue();
    }
}
