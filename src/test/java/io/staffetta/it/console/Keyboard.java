package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.openqa.selenium.Keys;

/** The keys of somebody who has no mouse, and what they lead to in a browser. */
final class Keyboard {

    /** So many times the tabulator is pressed before anybody looks where it led: a long list draws its next rows meanwhile. */
    private static final int AT_ONCE = 10;

    /** Most stops of a page, where fields of dates have up to seven of their own. */
    private static final int MOST = 600;

    private static final String SCRIPT = Browser.resource("/console/keyboard.js");

    private final Browser browser;

    Keyboard(Browser browser) {
        this.browser = browser;
    }

    /**
     * Goes through all that is shown, by the tabulator alone, until the focus comes round; in the dialog if one is open. Each control has
     * the focus once, in the order of the page, with a mark that is seen.
     *
     * @return how many stops there are
     */
    int goRound(String what) {
        browser.run("if (!window.keyboard) { " + SCRIPT + " } keyboard.begin();");
        String tabs = Keys.TAB.toString().repeat(AT_ONCE);
        for (int i = 0; i < MOST && !is("keyboard.isRound()"); i += AT_ONCE) {
            browser.type(tabs);
        }
        assertThat(is("keyboard.isRound()"))
                .as(what + ": the focus comes round")
                .isTrue();
        assertThat((List<?>) browser.run("return keyboard.faults()")).as(what).isEmpty();
        return ((Number) browser.run("return keyboard.stops()")).intValue();
    }

    /** How many rows of a long list had the focus in the last round. */
    int rows() {
        return ((Number) browser.run("return keyboard.rows()")).intValue();
    }

    /** Opens a page, whose title has the focus then. */
    Keyboard open(String hash) {
        browser.open(hash);
        return isAtTheTitle();
    }

    /** Waits until the title of a page has the focus. */
    Keyboard isAtTheTitle() {
        await().atMost(Browser.LIMIT).until(() -> is("document.activeElement.tagName === 'H1'"));
        return this;
    }

    /**
     * Opens a dialog by a key, goes round in it, and closes it by Escape. The focus is back then at what opened it.
     *
     * @param opener words of the button, the first of those that begin with them, or its label
     */
    void opensAndCloses(String opener) {
        press(opener);
        browser.see("dialog[open]");
        assertThat(goRound("the dialog of " + opener)).isPositive();
        browser.type(Keys.ESCAPE);
        await().atMost(Browser.LIMIT).until(() -> is("!document.querySelector('dialog')"));
        assertThat(is("document.activeElement === window.opened"))
                .as("the focus is back at " + opener)
                .isTrue();
    }

    /** Presses a button or link by a key, the first one that begins with a text, or has it as a label. */
    void press(String text) {
        await().atMost(Browser.LIMIT)
                .until(() -> Boolean.TRUE.equals(browser.run("""
                window.opened = [...document.querySelectorAll('main :is(a, button, summary), .health')].find((one) => !one.disabled
                  && ((one.getAttribute('aria-label') || one.innerText).startsWith(arguments[0]) || one.matches(arguments[1])));
                window.opened?.focus();
                return !!window.opened && document.activeElement === window.opened;
                """, text, text.startsWith(".") ? text : "nothing")));
        browser.type(Keys.ENTER);
    }

    private boolean is(String condition) {
        return Boolean.TRUE.equals(browser.run("return " + condition));
    }
}
