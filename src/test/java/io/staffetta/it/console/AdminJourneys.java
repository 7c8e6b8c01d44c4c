package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.config.Addresses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tokens, the kill switch and alerts in the console. */
@ExtendWith(InConsole.class)
class AdminJourneys {

    private static int status(ConsoleWorld world, String token) {
        return world.gateway()
                .request(Addresses.HTTP, "GET", "/v1/whoami")
                .without("Authorization")
                .header("Authorization: Bearer " + token)
                .send()
                .status();
    }

    @Test
    void makesATokenThatIsShownOnceAndRevokesIt(ConsoleWorld world, Browser browser) {
        browser.open("#/admin")
                .press("New token")
                .fill("Name", "No Good")
                .press("Make")
                .sees("must be 1 to 40 of")
                .inspect("token-new");
        browser.fill("Name", "crm")
                .fill("Role", "operator")
                .fill("Messages a day", "100")
                .press("Make");
        browser.sees("it will not be shown again").inspect("token");
        String token = browser.see("dialog code").getText();
        assertThat(status(world, token)).isEqualTo(200);

        browser.press("I have copied it").sees("100 a day").seesNot(token).inspect("admin");
        browser.pressAt("crm", "Disable").sees("Enable");
        assertThat(status(world, token)).isEqualTo(401);
        browser.pressAt("crm", "Enable").sees("Disable");
        browser.pressAt("crm", "Revoke")
                .fill("Reason", "left us")
                .press("Revoke")
                .sees("The token of crm is revoked");
        assertThat(status(world, token)).isEqualTo(401);
    }

    @Test
    void stopsAllSendingWithAReasonAndGoesOn(ConsoleWorld world, Browser browser) {
        browser.open("#/admin")
                .press("Stop all sending")
                .fill("Reason", "a drill")
                .press("Stop all sending");
        browser.sees("All is stopped since").sees("a drill");
        assertThat(world.ask("GET", "/v1/hold", "").json().path("held").asBoolean())
                .isTrue();
        browser.press("Send again").sees("SMS are being sent");
    }

    @Test
    void sendsATestOfAlertsToWhomTheyReach(ConsoleWorld world, Browser browser) {
        int before = world.alerts().told().size();
        browser.open("#/admin").press("Send test");

        browser.sees("webhook").sees(": told");
        assertThat(world.alerts().told())
                .hasSizeGreaterThan(before)
                .last()
                .asString()
                .contains("test");
        assertThat(browser.page()).doesNotContain("secret-path");
        browser.speak("it")
                .open("#/admin")
                .sees("Questo gateway")
                .sees("Licenze")
                .sees("Destinatario");

        world.alerts().answer(503);
        browser.press("Invia prova").sees("ha risposto con lo stato HTTP 503");
        browser.fillByCss("header select", "English")
                .sees("it answered with HTTP status 503")
                .seesNot("ha risposto")
                .fillByCss("header select", "Italiano")
                .sees("ha risposto con lo stato HTTP 503");
        world.alerts().answer(204);
        browser.press("Invia prova").seesNot("ha risposto con lo stato HTTP 503");
    }
}
