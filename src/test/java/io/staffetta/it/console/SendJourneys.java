package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sending a message from the console. */
@ExtendWith(InConsole.class)
class SendJourneys {

    @Test
    void countsTheSmsAndMarksTheCharacterThatForcesUnicode(Browser browser) {
        browser.open("#/send")
                .sees("Send an SMS")
                .fill("Account to use", "KPNQwest")
                .fill("Text", "Ciao");
        browser.sees("1 SMS").sees("4 of 160 characters");
        browser.fill("Text", "Ciao \u2713 <b>x</b>").sees("U+2713");
        assertThat(browser.see("mark").getText()).isEqualTo("\u2713");
        assertThat(browser.page()).contains("kpnqwest");
        browser.inspect("send");
    }

    @Test
    void sendsAndShowsWhatBecameOfIt(ConsoleWorld world, Browser browser) {
        browser.open("#/send").sees("Send an SMS").press("Send SMS").sees("There are 2 mistakes to mend");
        browser.fill("To", "12").fill("Text", "Ciao").press("Send SMS").sees("must be a phone number");
        browser.fillByCss("header select", "Italiano")
                .sees("Destinatario: dev'essere un numero di telefono")
                .seesNot("must be")
                .fillByCss("header select", "English")
                .sees("To: must be a phone number");
        assertThat(browser.field("Text").getAttribute("value")).isEqualTo("Ciao");
        browser.fill("To", "333 0000001")
                .fill("Reference", "console-1")
                .press("Send SMS")
                .sees("Attempt 1 by messagenet");
        assertThat(world.ask("GET", "/v1/messages/console-1", "")
                        .json()
                        .at("/messages/0/source")
                        .asText())
                .isEqualTo("http");

        browser.fill("To", "+39 333 0000400")
                .fill("Text", "Ciao")
                .press("Send SMS")
                .sees("NODESTINATION");
        browser.speak("it")
                .open("#/send")
                .sees("Destinatario")
                .fill("Destinatario", "12")
                .fill("Testo", "Ciao")
                .press("Invia SMS")
                .sees("Destinatario: dev'essere un numero di telefono");
        browser.fill("Destinatario", "333 0000002")
                .fill("Riferimento", "console-1")
                .press("Invia SMS")
                .sees("è già arrivato con un altro destinatario o testo");
    }
}
