package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What administrators do with accounts in the console. */
@ExtendWith(InConsole.class)
class AccountJourneys {

    private static final String NUMBER = "+393330000001";

    /** Wires of which the form need not say that they are assumed. */
    private static final List<String> ATTESTED = List.of("messagenet", "tim-sms-professional");

    private static void more(Browser browser) {
        browser.press("More settings");
    }

    private static String state(ConsoleWorld world, String id) {
        return world.ask("GET", "/v1/accounts/" + id, "").json().path("state").asText();
    }

    /** Makes an account without the browser. */
    private static void make(ConsoleWorld world, String id, String description, String password) {
        assertThat(world.ask("POST", "/v1/accounts", """
                        {"id": "%s", "provider": "messagenet", "description": "%s", "username": "demo", "password": "%s",
                         "url": "%s/messagenet/api/send_sms/"}""".formatted(
                                        id,
                                        description,
                                        password,
                                        world.gateway().providers().url()))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "Messagenet, messagenet, /messagenet/api/send_sms/",
        "KPNQwest, kpnqwest, /kpnqwest/sms",
        "PLUS, plus, /plus/pmf",
        "TIM (Consip), tim-consip, /tim/consip",
        "TIM SMS Professional, tim-sms-professional, /tim/ssc2-api/rest/send/sms/msisdn/static/immediate/single",
        "TIM EasyAPI, tim-easyapi, /tim/easyapi/sms/v1/mt"
    })
    void makesAnAccountOfEachProviderMendsWhatIsWrongAndTestsIt(
            String provider, String wire, String path, ConsoleWorld world, Browser browser) {
        String url = world.gateway().providers().url() + path;
        browser.open("#/accounts").press("New").press(provider).sees("Save and test");
        browser.press("Save").sees("mistakes to mend").sees("Password: is missing");
        browser.open("#/accounts?new=" + wire).sees("Save and test");
        assertThat(browser.page().contains("This interface is in part assumed")).isEqualTo(!ATTESTED.contains(wire));
        browser.fill("Description", "Console, " + provider)
                .fill("User name", "demo")
                .fill("Password", "demo-password");
        more(browser);
        if (wire.equals("plus")) {
            browser.fill("User UUID", "demo-uuid")
                    .fill("PMF address", url)
                    .fill("PMF QName", "{http://pmf.example/}PmfService");
        } else {
            browser.fill("Address", url);
        }
        if (wire.equals("tim-sms-professional")) {
            browser.fill("API token", "demo-token").fill("Sender name", "Staffetta");
        }
        if (wire.equals("tim-consip")) {
            browser.fill("Contract", "demo-contract").fill("Service code", "BAS");
        }
        browser.fill("Id", "messagenet").press("Save").sees("there is an account 'messagenet' already");
        browser.fill("Id", "console-" + wire)
                .fill("Validity", "an hour")
                .press("Save")
                .sees("must be an ISO-8601 duration")
                .inspect("account-new-" + wire);
        assertThat(world.ask("GET", "/v1/accounts/console-" + wire, "").status())
                .isEqualTo(404);
        browser.fill("Validity", "PT1H")
                .press("Save and test")
                .sees("Account saved")
                .sees("Send a test SMS");
        browser.fill("Number", NUMBER).press("Send SMS").sees("Attempt 1 by console-");

        assertThat(browser.see(".box.good").getText()).contains("accepted");
        assertThat(browser.driver().getCurrentUrl()).contains("#/accounts/console-" + wire.split("-", 2)[0]);
        if (wire.equals("messagenet")) {
            browser.inspect("account");
        }
    }

    @Test
    void saysWhatIsWrongBesideTheFieldAndAbove(ConsoleWorld world, Browser browser) {
        browser.open("#/accounts?new=messagenet")
                .sees("Save and test")
                .press("Save")
                .sees("There are 4 mistakes to mend");
        assertThat(browser.see("dialog[open], .box.bad").getText()).contains("Password: is missing");
        assertThat(browser.run("return document.activeElement.getAttribute('role')"))
                .isEqualTo("alert");
        browser.inspect("account-wrong");

        browser.fill("Description", "Twice")
                .fill("Id", "messagenet")
                .fill("User name", "demo")
                .fill("Password", "x");
        browser.press("Save").sees("there is an account 'messagenet' already");
        more(browser);
        browser.fill("Id", "twice").fill("Validity", "an hour").press("Save").sees("must be an ISO-8601 duration");
        assertThat(browser.field("Validity").getAttribute("aria-invalid")).isEqualTo("true");
        assertThat(world.ask("GET", "/v1/accounts/twice", "").status()).isEqualTo(404);
    }

    @Test
    void opensAParkedAccountByANewPassword(ConsoleWorld world, Browser browser) {
        make(world, "parks", "Parks", "wrong");
        world.ask("POST", "/v1/accounts/parks/test", "{\"to\": \"" + NUMBER + "\"}");
        await().atMost(Browser.LIMIT).until(() -> state(world, "parks").equals("parked"));

        browser.open("#/accounts/parks").sees("NOTAUTH").shot("account-parked");
        assertThat(browser.field("Password").getAttribute("placeholder")).contains("leave empty to keep");
        assertThat(browser.field("Password").getAttribute("value")).isEmpty();
        browser.fill("Password", "demo-password")
                .press("Save")
                .sees("Account saved")
                .seesNot("NOTAUTH");
        await().atMost(Browser.LIMIT).until(() -> state(world, "parks").equals("open"));
    }

    @Test
    void disablesMakesTheDefaultAndDeletes(ConsoleWorld world, Browser browser) {
        make(world, "goes", "Goes", "demo-password");
        browser.open("#/accounts/goes")
                .sees("Save and test")
                .tick("Enabled")
                .press("Save")
                .sees("Account saved")
                .sees("disabled");
        browser.tick("Enabled").press("Save").seesNot("disabled");

        browser.open("#/accounts").sees("Goes").fill("Default account", "Goes").sees("goes is the default account now");
        browser.open("#/accounts/goes").sees("cannot be deleted: make another one the default");
        assertThat(browser.driver()
                        .findElement(By.xpath("//button[contains(., 'Delete')]"))
                        .isEnabled())
                .isFalse();
        browser.open("#/accounts")
                .sees("Goes")
                .fill("Default account", "Messagenet (messagenet)")
                .sees("messagenet is the default account now");
        browser.inspect("accounts");
        browser.open("#/accounts/goes")
                .press("Delete")
                .fill("Reason", "not needed")
                .press("Delete")
                .sees("Account deleted");
        assertThat(world.ask("GET", "/v1/accounts/goes", "").status()).isEqualTo(404);

        browser.open("#/accounts/goes").sees("There is no account 'goes', or not any more");
        browser.press("History").sees("not needed").inspect("history");
        browser.press("Go back to this").press("Go back to this").sees("Accounts restored");
        assertThat(world.ask("GET", "/v1/accounts/goes", "").status()).isEqualTo(200);
    }

    @Test
    void movesWhatWaitsToAnotherAccount(ConsoleWorld world, Browser browser) {
        make(world, "waits", "Waits", "demo-password");
        world.ask("POST", "/v1/accounts/waits/pause", "{\"why\": \"a test\"}");
        SentMessages traffic = new SentMessages(world);
        List<String> ids = Stream.of(1, 2, 3)
                .map(i -> traffic.send("+393330000058", "Ciao " + i, ", \"account\": \"waits\"", "QUEUED"))
                .toList();

        browser.open("#/accounts/waits")
                .press("Move what waits")
                .sees("3 waiting messages go to another account")
                .fill("Account to use", "KPNQwest")
                .see("dialog footer .primary")
                .click();
        browser.sees("The move has begun");

        await().atMost(Browser.LIMIT)
                .until(() -> ids.stream().allMatch(id -> traffic.state(id).equals("ACCEPTED")));
        assertThat(ids).allSatisfy(id -> assertThat(traffic.get("/v1/messages/" + id)
                        .at("/messages/0/account")
                        .asText())
                .isEqualTo("kpnqwest"));
        browser.seesNot("Move what waits")
                .go("#/activity")
                .sees("Move → kpnqwest")
                .sees("3 of 3");
    }

    @Test
    void deletesAnAccountOnlyWhenItIsSaidWhoSendsWhatWaitsForIt(ConsoleWorld world, Browser browser) {
        make(world, "leaves", "Leaves", "demo-password");
        world.ask("POST", "/v1/accounts/leaves/pause", "{\"why\": \"a test\"}");
        SentMessages traffic = new SentMessages(world);
        List<String> ids = Stream.of(1, 2)
                .map(i -> traffic.send("+393330000068", "Ciao " + i, ", \"account\": \"leaves\"", "QUEUED"))
                .toList();

        browser.open("#/accounts/leaves").sees("Move what waits").press("Delete");
        browser.sees("2 messages wait for this account: which account is to send them?")
                .inspect("account-delete-waiting");
        assertThat(browser.see("dialog footer .danger").isEnabled()).isFalse();
        browser.press("Cancel").seesNot("which account is to send them?");
        assertThat(world.ask("GET", "/v1/accounts/leaves", "")
                        .json()
                        .path("waiting")
                        .asInt())
                .isEqualTo(2);

        browser.press("Delete")
                .fill("Account to use", "KPNQwest")
                .press("Delete")
                .sees("Account deleted");
        await().atMost(Browser.LIMIT)
                .until(() -> ids.stream().allMatch(id -> traffic.state(id).equals("ACCEPTED")));
        assertThat(world.ask("GET", "/v1/accounts/leaves", "").status()).isEqualTo(404);
        browser.open("#/messages/" + ids.get(0))
                .sees("Routed to leaves · named by the sender")
                .sees("Attempt 1 kpnqwest");
    }

    private static void changeMeanwhile(ConsoleWorld world, String id, String description) {
        assertThat(world.ask("PUT", "/v1/accounts/" + id, """
                        {"provider": "messagenet", "description": "%s", "username": "demo", "password": {"secret": true, "set": true},
                         "url": "%s/messagenet/api/send_sms/"}""".formatted(
                                        description, world.gateway().providers().url()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void showsBothVersionsWhereTwoPeopleEdit(ConsoleWorld world, Browser browser) {
        make(world, "shared", "Ours", "demo-password");
        browser.open("#/accounts/shared").sees("Save and test").fill("Description", "Mine");
        changeMeanwhile(world, "shared", "Theirs");
        browser.press("Save")
                .sees("Somebody else has changed this account")
                .sees("Theirs")
                .inspect("account-lost-edit");
        browser.press("Save mine").sees("Account saved");
        assertThat(world.ask("GET", "/v1/accounts/shared", "")
                        .json()
                        .path("description")
                        .asText())
                .isEqualTo("Mine");

        browser.fill("Description", "Mine again");
        changeMeanwhile(world, "shared", "Theirs again");
        browser.press("Save").press("Take the saved one").seesNot("Somebody else has changed this account");
        assertThat(browser.field("Description").getAttribute("value")).isEqualTo("Theirs again");
    }

    @Test
    void pausesWithAReasonAndShowsHostileWordsAsText(ConsoleWorld world, Browser browser) {
        String hostile = "<img src=x onerror=document.title='pwned'><script>document.title='pwned'</script>";
        make(world, "hostile", hostile.replace("\"", "'"), "demo-password");
        browser.open("#/accounts").sees(hostile);
        browser.open("#/accounts/hostile")
                .sees(hostile)
                .press("Pause")
                .fill("Reason", hostile)
                .press("Pause");
        browser.sees("paused").sees("Resume");
        browser.go("#/accounts").sees("paused").sees(hostile);
        browser.go("#/accounts/history").sees(hostile);
        assertThat(browser.driver().getTitle()).isEqualTo("History · Staffetta");
        browser.open("#/accounts/hostile").press("Resume").sees("open");
    }

    @Test
    void givesAnAccountAnotherIdWithWhatWaitsForIt(ConsoleWorld world, Browser browser) {
        make(world, "oldname", "Renamed", "demo-password");
        world.ask("POST", "/v1/accounts/oldname/pause", "{\"why\": \"a test\"}");
        SentMessages traffic = new SentMessages(world);
        String waits = traffic.send("+393330000078", "Ciao", ", \"account\": \"oldname\"", "QUEUED");

        browser.open("#/accounts/oldname").sees("Move what waits").press("Change the id");
        browser.sees("The waiting messages (1) go with it").inspect("account-rename");
        assertThat(browser.see("dialog footer .primary").isEnabled()).isFalse();
        browser.fill("Id", "messagenet").see("dialog footer .primary").click();
        browser.sees("There is an account 'messagenet' already");
        browser.fill("Id", "Wrong Name").see("dialog footer .primary").click();
        browser.sees("must be 1 to 40 of a-z, 0-9 and -");
        browser.fill("Id", "newname").see("dialog footer .primary").click();
        browser.sees("Account saved").sees("Renamed").sees("paused");
        assertThat(browser.driver().getCurrentUrl()).endsWith("#/accounts/newname");
        assertThat(world.ask("GET", "/v1/accounts/oldname", "").status()).isEqualTo(404);

        // Its password went with it.
        browser.press("Resume").seesNot("paused");
        await().atMost(Browser.LIMIT).until(() -> traffic.state(waits).equals("ACCEPTED"));
        assertThat(traffic.get("/v1/messages/" + waits)
                        .at("/messages/0/account")
                        .asText())
                .isEqualTo("newname");
    }

    @Test
    void saysInItalianWhatIsWrongAndWhoHasChangedItMeanwhile(ConsoleWorld world, Browser browser) {
        make(world, "condiviso", "Nostro", "demo-password");
        browser.speak("it")
                .open("#/accounts/condiviso")
                .press("Altre impostazioni")
                .fill("Validità", "un'ora")
                .press("Salva")
                .sees("è «un'ora»: dev'essere una durata ISO-8601 da un secondo a 30 giorni, come PT24H o P2D");
        browser.open("#/accounts/condiviso").sees("Salva").fill("Descrizione", "Mio");
        changeMeanwhile(world, "condiviso", "Suo");
        browser.press("Salva").sees("È stato cambiato da quando l'hai letto, per ultimo da admin, 20");
        browser.open("#/accounts/condiviso")
                .press("Controlla senza inviare")
                .sees("Ci sono tutti i campi, e le richieste vanno a");
        assertThat(browser.page()).doesNotContain("must be", "last by", "All fields are there");
    }

    @Test
    void keepsErrorsInTheLanguageOfThePage(Browser browser) {
        browser.open("#/accounts?new=messagenet")
                .sees("Save and test")
                .press("Save")
                .sees("Password: is missing");
        browser.fillByCss("header select", "Italiano").sees("Password: manca").seesNot("is missing");
    }

    @Test
    void saysWhatTheGatewayObjectedInTheLanguageThatIsChosenNextAndKeepsWhatWasTyped(
            ConsoleWorld world, Browser browser) {
        make(world, "speaks", "Speaks", "demo-password");
        browser.open("#/accounts/speaks")
                .sees("Save and test")
                .fill("Number", "12")
                .press("Send SMS")
                .sees("must be a phone number")
                .press("Check without sending")
                .sees("All fields are there");
        browser.press("More settings")
                .fill("Description", "Typed")
                .fill("Validity", "an hour")
                .press("Save")
                .sees("must be an ISO-8601 duration");

        // Nothing is asked again that could be done this time.
        browser.fill("Validity", "PT1H").fillByCss("header select", "Italiano");
        browser.sees("dev'essere una durata ISO-8601")
                .sees("dev'essere un numero di telefono")
                .sees("Ci sono tutti i campi")
                .seesNot("must be")
                .seesNot("All fields are there");
        assertThat(browser.field("Descrizione").getAttribute("value")).isEqualTo("Typed");
        assertThat(browser.field("Validità").getAttribute("value")).isEqualTo("PT1H");
        browser.fillByCss("header select", "English").sees("must be an ISO-8601 duration");
        assertThat(browser.page()).doesNotContain("dev'essere");
        assertThat(world.ask("GET", "/v1/accounts/speaks", "")
                        .json()
                        .path("description")
                        .asText())
                .isEqualTo("Speaks");
    }

    @Test
    void isUsedByKeysAlone(ConsoleWorld world, Browser browser) {
        make(world, "keys", "Keys", "demo-password");
        browser.open("#/accounts/keys").sees("Save and test").tabTo("Pause").type(Keys.ENTER);
        browser.sees("until you resume it").focusIsAt("Reason").type("by keys", Keys.ESCAPE);
        browser.seesNot("until you resume it");
        assertThat(browser.run("return document.activeElement.innerText")).isEqualTo("Pause");
        assertThat(state(world, "keys")).isEqualTo("open");

        browser.type(Keys.ENTER).focusIsAt("Reason").type("by keys", Keys.ENTER).sees("paused");
        browser.tabTo("Resume").type(Keys.ENTER).seesNot("paused");
        assertThat(state(world, "keys")).isEqualTo("open");
        browser.tabTo("a-description").type("!").tabTo("Save").type(Keys.ENTER).sees("Account saved");
        browser.tabTo("More settings").type(Keys.ENTER).tabTo("a-url");
    }

    @Test
    void tellsARoleThatIsTooLowWhatItNeeds(ConsoleWorld world, Browser browser) {
        String token = world.token("viewer-" + System.nanoTime(), Map.of("role", "viewer"));
        browser.signInAs(token).open("#/accounts").sees("needs the role admin");
        assertThat(browser.driver()
                        .findElement(By.xpath("//button[contains(., 'New')]"))
                        .isEnabled())
                .isFalse();
        browser.speak("it")
                .open("#/accounts/messagenet")
                .sees("serve il ruolo amministratore")
                .inspect("account-viewer");
    }
}
