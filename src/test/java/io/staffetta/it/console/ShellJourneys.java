package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.RawHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** What is around every page: signing in, language, a connection that is lost. */
@ExtendWith(InConsole.class)
class ShellJourneys {

    /** Longest until the first page is drawn, in ms, from the request on. */
    private static final long FIRST_PAGE_MILLIS = 1000;

    /** Most bytes of all pages in one language. */
    private static final long MOST_BYTES = 120_000;

    @Test
    void signsInWithACodeThatIsGoodOnceAndWithAToken(ConsoleWorld world, Browser browser) {
        String code =
                world.ask("POST", "/v1/sign-in-codes", "{}").json().at("/code").asText();
        browser.signInAs("").open("#code=" + code).sees("admin (admin)");
        assertThat(browser.driver().getCurrentUrl()).doesNotContain(code).endsWith("#/");

        browser.run("sessionStorage.clear()");
        browser.open("#code=" + code).sees("The code was used, or is too old").inspect("sign-in");
        browser.fill("Token", "stf_live_wrong").press("Sign in").sees("This token is not good");
        browser.fill("Token", world.gateway().token()).press("Sign in").sees("admin (admin)");
        browser.press("Sign out").sees("Sign in to the console");
    }

    @Test
    void asksForATokenOverThePageWhenItExpiresAndKeepsTheWork(ConsoleWorld world, Browser browser) {
        String name = "leaves-" + System.nanoTime();
        String token = world.token(name, Map.of("role", "admin"));
        browser.signInAs(token)
                .open("#/send")
                .sees(name)
                .fill("To", "333 0000001")
                .fill("Text", "Half written");
        String id = world.ask("GET", "/v1/tokens", "").json().path("tokens").findParents("name").stream()
                .filter(one -> one.path("name").asText().equals(name))
                .map(one -> one.path("id").asText())
                .findFirst()
                .orElseThrow();
        assertThat(world.ask("DELETE", "/v1/tokens/" + id, "").status()).isEqualTo(200);

        browser.sees("Sign in again: what you were doing stays here below").inspect("expired");
        browser.fill("Token", world.gateway().token()).press("Sign in").sees("admin (admin)");
        assertThat(browser.field("Text").getAttribute("value")).isEqualTo("Half written");
        browser.press("Send SMS").sees("Attempt 1 by");
    }

    @Test
    void saysThatTheConnectionIsLostWithTheTimeOfItsDataAndGoesOnByItself(Browser browser) {
        browser.open("#/accounts").sees("Messagenet");
        // The texts of both are there before the network goes.
        browser.fillByCss("header select", "Italiano")
                .sees("Account di default")
                .fillByCss("header select", "English");
        browser.sees("Default account").online(false).ahead(16).sees("Connection lost, data of ");
        browser.sees("Messagenet")
                .inspect("lost")
                .sees("Connection lost")
                .online(true)
                .seesNot("Connection lost");
        assertThat(browser.run("return document.querySelector('main').className"))
                .isEqualTo("");
    }

    @Test
    void keepsWhatIsWrittenWhereTheGatewayDoesNotAnswer(Browser browser) {
        browser.open("#/send")
                .sees("Send an SMS")
                .fill("To", "333 0000001")
                .fill("Text", "Half written")
                .online(false)
                .press("Send SMS")
                .sees("The gateway does not answer. Nothing is lost");
        assertThat(browser.field("Text").getAttribute("value")).isEqualTo("Half written");

        browser.online(true).press("Send SMS").sees("Attempt 1 by");
    }

    @Test
    void saysSoWhereTheRoleDoesNotSufficeAnyMore(ConsoleWorld world, Browser browser) {
        String token = world.token("lowered-" + System.nanoTime(), Map.of("role", "viewer"));
        browser.open("#/admin")
                .sees("SMS are being sent")
                .signInAs(token)
                .press("Stop all sending")
                .fill("Reason", "a drill")
                .press("Stop all sending")
                .sees("Your role does not suffice for this");

        assertThat(world.ask("GET", "/v1/hold", "").json().path("held").asBoolean())
                .isFalse();
    }

    /** In a process of its own: two embedded brokers in one would be one. */
    @Test
    void saysThatNothingLeavesTheSandboxAndGoesOnAfterAGatewayWasKilled(Browser browser) {
        try (GatewayProcess sandbox = new GatewayProcess().sandbox().start()) {
            String address = "http://127.0.0.1:" + sandbox.setting(Addresses.HTTP) + "/";
            assertThat(sandbox.output()).containsPattern("(?m)^ +Console +" + address + "$");
            browser.openAt(address + "#/messages");
            browser.sees("nothing leaves this machine")
                    .sees("run --sandbox --demo")
                    .fillByCss("header select", "English");
            browser.press("Send a test message").press("Send SMS").sees("Attempt 1 by");
            assertThat(browser.see(".box.good").getText()).contains("accepted");
            browser.go("#/accounts?new=choose")
                    .press("TIM SMS Professional")
                    .sees("is filled in already")
                    .fill("Description", "My first")
                    .press("Save and test")
                    .sees("Account saved")
                    .fill("Number", "+393330000001")
                    .press("Send SMS")
                    .sees("Attempt 1 by my-first");
            assertThat(browser.see(".box.good").getText()).contains("accepted");
            browser.go("#/dead").sees("In the sandbox a message to +39 333 0000400 is refused");

            browser.fillByCss("header select", "Italiano").go("#/accounts");
            browser.sees("nessun messaggio lascia questa macchina")
                    .sees("Demo account with Messagenet")
                    .sees("admin (amministratore)")
                    .inspect("sandbox");

            sandbox.kill();
            browser.ahead(16).sees("Connessione persa, dati delle").sees("Demo account with Messagenet");
            sandbox.start();
            browser.seesNot("Connessione persa").sees("Demo account with Messagenet");
        }
    }

    @Test
    void speaksTheLanguageOfTheBrowserWhereNoneIsChosen(Browser browser) {
        browser.prefers("fr-FR,it-IT").run("localStorage.clear()");
        browser.open("#/accounts").sees("Account di default");
        browser.prefers("fr-FR").open("#/accounts").sees("Default account");
    }

    @Test
    void speaksTheLanguageThatIsChosenAndIsUsedByKeysAlone(Browser browser) {
        browser.open("#/accounts").sees("Default account");
        browser.driver().switchTo().activeElement().sendKeys("/");
        assertThat(browser.run("return document.activeElement.type")).isEqualTo("search");
        browser.driver().switchTo().activeElement().sendKeys("nothing-like-it" + Keys.ENTER);
        assertThat(browser.driver().getCurrentUrl()).contains("#/messages?q=nothing-like-it");

        browser.fillByCss("select[aria-label=Language]", "Italiano").sees("Da sistemare");
        browser.open("#/accounts").sees("Account di default");
        assertThat(browser.run("return document.documentElement.lang")).isEqualTo("it");
        browser.open("#/nothing").sees("Questa pagina non c'è");
    }

    @Test
    void drawsTheFirstPageWithinASecond(Browser browser) {
        long millis = FIRST_PAGE_MILLIS;
        // The machine may be busy with other tests.
        for (int i = 0; i < 4 && millis >= FIRST_PAGE_MILLIS; i++) {
            browser.open("#/accounts").sees("Messagenet");
            millis = (Long) browser.run(
                    "return Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime)");
            System.out.println("Console: first page drawn after " + millis + " ms");
        }

        Quickness.isWithin("the first page", (double) millis, FIRST_PAGE_MILLIS);
    }

    /** As a browser counts it: what came over the wire, and what it made of that. */
    @Test
    void isSmallInTheBrowserWithAllItsPages(Browser browser) {
        browser.open("#/accounts").sees("Messagenet");
        Map.of(
                        "messages", "Messages",
                        "dead", "Dead letters",
                        "batches", "Batches",
                        "send", "Send an SMS",
                        "activity", "Activity",
                        "admin", "Admin",
                        "", "Now")
                .forEach((page, title) -> browser.go("#/" + page).isTitled(title));
        List<?> sizes = (List<?>) browser.run("""
                const files = performance.getEntriesByType('resource').filter((one) => !one.name.includes('/v1/'));
                const page = performance.getEntriesByType('navigation');
                return ['encodedBodySize', 'decodedBodySize'].map((size) =>
                  [...page, ...files].reduce((all, one) => all + one[size], 0));
                """);
        System.out.println("Console: all pages " + sizes.get(0) + " B over the wire, " + sizes.get(1) + " B unpacked");

        assertThat((Long) sizes.get(0)).isBetween(20_000L, MOST_BYTES);
        assertThat((Long) sizes.get(1)).isGreaterThan((Long) sizes.get(0));
    }

    @Test
    void answersHeadAsGetWithoutABody(ConsoleWorld world) {
        RawHttp.Answer head = world.gateway()
                .request(Addresses.HTTP, "HEAD", "/")
                .without("Authorization")
                .send();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Security-Policy")).contains("default-src 'none'");
    }
}
