package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is around every page: signing in, language, a connection that is lost. */
@ExtendWith(InConsole.class)
class ShellJourneys {

    @Test
    void signsInWithACodeThatIsGoodOnceAndWithAToken(ConsoleWorld world, Browser browser) {
        String code =
                world.ask("POST", "/v1/sign-in-codes", "{}").json().at("/code").asText();
        browser.signInAs("").open("#code=" + code).sees("admin (admin)");
        assertThat(browser.driver().getCurrentUrl()).doesNotContain(code).endsWith("#/");

        browser.run("sessionStorage.clear()");
        browser.open("#code=" + code).sees("The code was used, or is too old").shot("sign-in");
        browser.fill("Token", "stf_live_wrong").press("Sign in").sees("This token is not good");
        browser.fill("Token", world.gateway().token()).press("Sign in").sees("admin (admin)");
    }
}
