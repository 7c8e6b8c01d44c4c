package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Files of messages: looked through, sent, scheduled, stopped. */
@ExtendWith(InConsole.class)
class BatchJourneys {

    private static final String HEADER = "to,text,reference\n";
    private static final String GOOD = "+393330000071,Ciao,%1$s-1\n+393330000072,Ciao,%1$s-2\n";
    private static final String BAD = "+3933300,Ciao,%1$s-3\n";
    private static final String MENDED = "+393330000073,Ciao,%1$s-3\n";

    private static String rows(String reference, String... parts) {
        return HEADER + String.join("", parts).formatted(reference);
    }

    /** As if somebody dragged a file onto the page. */
    private static void drop(Browser browser, String name, String text) {
        browser.see(".drop");
        browser.run("""
                const data = new DataTransfer();
                data.items.add(new File([arguments[1]], arguments[0]));
                document.querySelector('.drop').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
                """, name, text);
    }

    @BeforeAll
    static void configure(ConsoleWorld world) {
        SentMessages.configure(world);
    }

    @Test
    void dropsAFileWithABadRowMendsItAndDropsItAgain(Browser browser) throws IOException {
        browser.open("#/batches");
        drop(browser, "orders.csv", rows("drop", GOOD, BAD));
        browser.sees("must be a phone number")
                .sees("bad rows")
                .sees("Send 2 messages")
                .inspect("batch-check");

        drop(browser, "orders.csv", rows("drop", GOOD, MENDED));
        browser.seesNot("must be a phone number").sees("messagenet").press("Send 3 messages");

        browser.sees("3 of 3 messages ended").sees("orders.csv").sees("done").inspect("batch");
        Path folder = Files.createTempDirectory(Path.of("target"), "downloads").toAbsolutePath();
        browser.keepFilesIn(folder).press("Final result");
        Path answer = folder.resolve("orders.final.csv");
        await().atMost(RunningGateway.LIMIT).until(() -> Files.exists(answer));
        assertThat(answer).content().contains("drop-3", "accepted");
    }

    @Test
    void sendsTheGoodRowsAndGivesTheBadOnesBackUnderAHostileName(Browser browser) throws IOException {
        String name = "<img src=x onerror=window.hacked=1>.csv";
        Path file = Files.createTempDirectory(Path.of("target"), "files")
                .toAbsolutePath()
                .resolve(name);
        Files.writeString(file, rows("hostile", GOOD, BAD));
        browser.open("#/batches");
        browser.see(".drop");
        WebElement choice = browser.driver().findElement(By.id("file"));
        choice.sendKeys(file.toString());
        browser.sees("<img src=x").press("Send 2 messages");

        browser.sees("2 of 2 messages ended").sees("<img src=x").sees("Mend the rejected rows");
        browser.see("h1");
        browser.go("#/batches").sees("<img src=x").inspect("batches");
        assertThat(browser.run("return window.hacked")).isNull();
    }

    @Test
    void schedulesABatchPausesResumesAndCancelsIt(Browser browser) {
        browser.open("#/batches");
        drop(browser, "later.csv", rows("later", GOOD));
        browser.sees("Send 2 messages");
        WebElement at = browser.field("Send at");
        browser.run(
                "arguments[0].value = '2036-12-24T08:00'; arguments[0].dispatchEvent(new Event('input', {bubbles: true}));",
                at);
        browser.press("Schedule 2 messages").sees("waiting");

        browser.press("Pause").sees("Batch paused").sees("paused");
        browser.press("Resume").sees("Batch resumed");
        browser.press("Cancel the batch")
                .sees("Gone already: 0")
                .see("dialog footer .danger")
                .click();
        browser.sees("gone before: 0").sees("cancelled").seesNot("Cancel the batch");
        browser.speak("it").open("#/batches").sees("annullato").sees("o trascinalo qui");
    }

    @Test
    void saysWhyAFileCannotBeRead(Browser browser) {
        browser.open("#/batches");
        drop(browser, "broken.csv", "to,text\n\"+393330000071,Ciao\n");
        browser.sees("has a quote that is not closed as it should be");
        drop(browser, "broken.xlsx", "PK");
        browser.sees("a workbook of a spreadsheet program, no text");
        browser.fillByCss("header select", "Italiano")
                .sees("una cartella di lavoro di un foglio di calcolo, non un testo");
    }

    @Test
    void saysInItalianWhatIsWrongWithARow(Browser browser) {
        browser.speak("it").open("#/batches");
        drop(browser, "ordini.csv", rows("italiano", GOOD, BAD));
        browser.sees("dev'essere un numero di telefono come +39 333 0000001, ma un cellulare italiano ha 9 o 10 cifre");
        browser.fillByCss("header select", "English")
                .sees("must be a phone number such as +39 333 0000001, but an Italian mobile");
    }
}
