package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody meets who has just installed the gateway, and has no account yet. */
@ExtendWith(InConsole.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstStartJourneys {

    /** Most clicks from the first page to the first SMS, one into each field included, and two for the sandbox's address. */
    private static final int MOST_CLICKS = 9;

    @Test
    @Order(1)
    void saysOnEmptyPagesWhatToDoNext(Browser browser) {
        browser.open("#/messages")
                .sees("No message yet")
                .sees("Make the first account")
                .seesNot("Send the first SMS");
        browser.go("#/")
                .sees("Make the first account")
                .sees("Nothing sent today")
                .sees("curl -H");
        browser.sees("Alerts reach nobody").inspect("empty-now");
        browser.go("#/dead")
                .sees("Nothing to put right")
                .sees("No operation yet")
                .inspect("empty-dead");
        browser.go("#/accounts").sees("No account yet").inspect("empty-accounts");
        browser.go("#/batches").sees("No batch yet").sees("Get an example file").inspect("empty-batches");
        browser.go("#/activity").sees("No operation yet").sees("Audit trail").inspect("empty-activity");
        browser.go("#/send").sees("What becomes of the message is shown here").inspect("empty-send");
        browser.go("#/admin").sees("only the administrator can use the gateway");
        browser.press("Send test")
                .sees("Alerts reach nobody: set staffetta.alerts.webhook.url")
                .inspect("empty-admin");

        browser.speak("it").open("#/messages").sees("Ancora nessun messaggio").inspect("empty-messages");
        browser.go("#/dead").sees("Niente da sistemare").sees("si rinviano, si chiariscono o si scartano");
        browser.go("#/batches").sees("Ancora nessun lotto").sees("Scarica un file di esempio");
    }

    @Test
    @Order(2)
    void leadsToNewWhereThereIsNoAccountAndSendsTheFirstMessage(ConsoleWorld world, Browser browser) {
        String code =
                world.ask("POST", "/v1/sign-in-codes", "{}").json().at("/code").asText();
        browser.signInAs("").open("#code=" + code).sees("Which provider did you buy the service from?");
        browser.sees("Consip Telefonia Mobile 6")
                .sees("TIM's SmartConsole")
                .inspect("first-start")
                .go("#/accounts")
                .sees("No account yet")
                .press("New")
                .sees("Which provider did you");
        browser.open("#/").sees("Which provider did you buy the service from?");
        int clicks = browser.clicks();
        int keys = browser.keys();
        browser.press("Messagenet")
                .fill("Description", "Reception")
                .fill("User name", "demo")
                .fill("Password", "demo-password");
        // Only since this provider is a sandbox.
        browser.press("More settings")
                .fill("Address", world.gateway().providers().url() + "/messagenet/api/send_sms/");
        browser.press("Save and test")
                .sees("Account saved")
                .focusIsAt("Number")
                .fill("Number", "+393330000001")
                .press("Send SMS")
                .sees("Attempt 1 by reception");

        System.out.println("Console: first SMS after " + (browser.clicks() - clicks) + " clicks, "
                + (browser.keys() - keys) + " keys, address of the sandbox included");
        assertThat(browser.clicks() - clicks).isLessThanOrEqualTo(MOST_CLICKS);
        assertThat(browser.see(".box.good").getText()).contains("accepted");
        assertThat(world.ask("GET", "/v1/accounts", "").json().at("/0/default").asBoolean())
                .isTrue();
    }
}
