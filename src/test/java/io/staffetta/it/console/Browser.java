package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless browser as a person uses it: it finds what is shown by its words. Each wait has a limit. */
public final class Browser implements AutoCloseable {

    /** Longest wait for something to be shown. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Duration SCRIPT_LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Whether to take pictures of pages that are as they should be. */
    private static final boolean PICTURES = Boolean.getBoolean("staffetta.it.screenshots");

    private static final Path SHOTS = Path.of("target", "screenshots");
    private static final int WIDE = 1400;
    private static final int NARROW = 360;
    private static final int HEIGHT = 900;
    private static final int MOST_TABS = 100;

    private int clicks;
    private int keys;
    private final ChromeDriver driver;
    private final ConsoleWorld world;
    private final String axe;

    Browser(Path chromium, Path chromedriver, ConsoleWorld world) {
        this.world = world;
        axe = resource("/axe.min.js");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + world.gateway().home().resolve("browser"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(SCRIPT_LIMIT);
    }

    /** What a file of the tests has. */
    static String resource(String name) {
        try (InputStream in = Browser.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As somebody new: signed in by the token, in English, light, wide. */
    void begin() {
        look(WIDE, false);
        online(true);
        prefers("en-US,en");
        driver.get(world.address() + "console/icon.svg");
        run("sessionStorage.clear(); localStorage.clear(); localStorage.setItem('staffetta.language', 'en');");
        signInAs(world.gateway().token());
        driver.manage().logs().get(LogType.BROWSER);
    }

    /** Has a token from the next page on that is opened anew. */
    public Browser signInAs(String token) {
        run("sessionStorage.setItem('staffetta.token', arguments[0]);", token);
        return this;
    }

    /** Opens a page anew, such as {@code #/accounts}. */
    public Browser open(String hash) {
        driver.get("about:blank");
        driver.get(world.address() + hash);
        return this;
    }

    /** Opens an address of another gateway, where nobody was before. */
    public Browser openAt(String address) {
        driver.get(address);
        return this;
    }

    /** Goes to a page without leaving, as a link does. */
    public Browser go(String hash) {
        run("location.hash = arguments[0];", hash);
        return this;
    }

    /** Speaks {@code it} or {@code en} from the next page on that is opened anew. */
    public Browser speak(String language) {
        run("localStorage.setItem('staffetta.language', arguments[0]);", language);
        return this;
    }

    /** Has its owner read some languages, the best first, such as {@code it-IT,it}, from the next page on that is opened anew. */
    public Browser prefers(String languages) {
        driver.executeCdpCommand(
                "Network.setUserAgentOverride",
                Map.of("userAgent", run("return navigator.userAgent"), "acceptLanguage", languages));
        return this;
    }

    /** The width of the window in pixels, and the theme. */
    public Browser look(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        return this;
    }

    /** Whether there is a network. The page is looked at then, so that it asks at once. */
    public Browser online(boolean is) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", !is, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        run("document.dispatchEvent(new Event('visibilitychange'));");
        return this;
    }

    /** Has its clock go ahead by some seconds, until a page is opened anew. */
    public Browser ahead(int seconds) {
        run("const now = Date.now.bind(Date); const by = arguments[0] * 1000; Date.now = () => now() + by;", seconds);
        return this;
    }

    /** Keeps what is downloaded from now on in a folder. */
    public Browser keepFilesIn(Path folder) {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
        return this;
    }

    /** What a script gives back. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** The first thing by a CSS selector that is shown, as soon as there is one. */
    public WebElement see(String css) {
        return one(By.cssSelector(css));
    }

    /** Looks at once, and often: a journey has hundreds of waits, most of them for what is there already. */
    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(LOOK).atMost(LIMIT);
    }

    /** Waits until the page has a text somewhere that people see. */
    public Browser sees(String text) {
        soon().alias("the page has: " + text).until(() -> page().contains(text));
        return this;
    }

    /** Waits until the page does not have a text any more. */
    public Browser seesNot(String text) {
        soon().alias("the page has not: " + text).until(() -> !page().contains(text));
        return this;
    }

    /** Waits until the browser shows a page with a title. */
    public Browser isTitled(String title) {
        soon().alias("the title is: " + title).until(() -> (title + " · Staffetta").equals(driver.getTitle()));
        return this;
    }

    /** All text that people see. */
    public String page() {
        return String.valueOf(run("return document.body.innerText"));
    }

    /** Presses the button or link with a text, in the dialog if one is open. */
    public Browser press(String text) {
        return surely("press " + text, () -> one(By.xpath(
                        top() + "//*[self::button or self::a or self::summary][contains(normalize-space(.), "
                                + quoted(text) + ")]"))
                .click());
    }

    /** Presses the button or link with a text in the row of a table, or card, that has another text. */
    public Browser pressAt(String row, String text) {
        return surely("press " + text + " at " + row, () -> one(By.xpath(
                        "//*[self::tr or self::li or contains(@class, 'card')][contains(., " + quoted(row)
                                + ")]//*[self::button or self::a][contains(normalize-space(.), " + quoted(text) + ")]"))
                .click());
    }

    /** Writes into the field with a label, in place of what is there; of a select it chooses the entry with the text. */
    public Browser fill(String label, String value) {
        return surely("fill " + label, () -> {
            WebElement field = field(label);
            if (field.getTagName().equals("select")) {
                choose(field, value);
            } else {
                field.clear();
                field.sendKeys(value);
                keys += value.length();
            }
        });
    }

    /** Chooses the entry with a text of the select by a CSS selector. */
    public Browser fillByCss(String css, String text) {
        return surely("fill " + css, () -> choose(see(css), text));
    }

    private static void choose(WebElement select, String text) {
        select.findElement(By.xpath("./option[contains(., " + quoted(text) + ")]"))
                .click();
    }

    /** Does something with what is on the page; again, if that is not there yet, or the page was drawn anew meanwhile. */
    private Browser surely(String what, Runnable deed) {
        soon().alias(what)
                .ignoreException(StaleElementReferenceException.class)
                .ignoreException(NoSuchElementException.class)
                .until(() -> {
                    deed.run();
                    return true;
                });
        clicks++;
        return this;
    }

    /** How often somebody has clicked until now, with one click into each field that was filled. */
    int clicks() {
        return clicks;
    }

    /** How many characters somebody has typed until now. */
    int keys() {
        return keys;
    }

    /** Ticks, or unticks, the box with a label. */
    public Browser tick(String label) {
        field(label).click();
        return this;
    }

    /** The field with a label, in the dialog if one is open. */
    public WebElement field(String label) {
        String text = quoted(label);
        String any = top() + "//label[contains(normalize-space(.), " + text + ")]";
        By exact = By.xpath(top() + "//label[normalize-space(translate(., '*', '')) = " + text + "]");
        one(By.xpath(any));
        WebElement found = one(driver.findElements(exact).isEmpty() ? By.xpath(any) : exact);
        String id = found.getAttribute("for");
        return id == null ? found.findElement(By.xpath(".//input")) : one(By.id(id));
    }

    /** Presses the tabulator until something has the focus: by its first words, those of its label, or its id. */
    public Browser tabTo(String what) {
        for (int i = 0; i < MOST_TABS; i++) {
            type(Keys.TAB);
            if (Boolean.TRUE.equals(run(
                    "const at = document.activeElement; return at.id === arguments[0] || (at.labels?.[0] || at).innerText?.startsWith(arguments[0]);",
                    what))) {
                return this;
            }
        }
        throw new AssertionError("The tabulator does not lead to " + what);
    }

    /** Types into whatever has the focus. */
    public Browser type(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        return this;
    }

    /** Waits until the field with a label has the focus. */
    public Browser focusIsAt(String label) {
        String id = field(label).getAttribute("id");
        soon().alias("the focus is at " + label).until(() -> id.equals(run("return document.activeElement.id")));
        return this;
    }

    private String top() {
        return driver.findElements(By.cssSelector("dialog[open]")).isEmpty() ? "" : "//dialog[@open][last()]";
    }

    private WebElement one(By by) {
        List<WebElement> found = new ArrayList<>();
        soon().alias(by.toString()).ignoreExceptions().until(() -> {
            found.clear();
            driver.findElements(by).stream().filter(WebElement::isDisplayed).forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private static String quoted(String text) {
        return text.contains("'") ? '"' + text + '"' : "'" + text + "'";
    }

    /** A picture of the page in {@code target/screenshots}, if {@code -Dstaffetta.it.screenshots=true} asks for them. */
    public Browser shot(String name) {
        return PICTURES ? picture(name) : this;
    }

    /** A picture of the page in {@code target/screenshots}. */
    Browser picture(String name) {
        try {
            Files.createDirectories(SHOTS);
            Files.write(SHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /**
     * Looks at what is shown in both languages, widths and themes: nothing wider than the window, and no accessibility fault. Of their
     * eight combinations axe-core looks at four, among which each language, width and theme is with each of the others. The page stays
     * what it is meanwhile, with the dialog that may be open.
     */
    public Browser inspect(String name) {
        return inspect(name, true);
    }

    /** The same without accessibility, for what has no parts that other pages have not. */
    public Browser measure(String name) {
        return inspect(name, false);
    }

    private Browser inspect(String name, boolean accessibility) {
        String first = language();
        for (String language : List.of(first, first.equals("it") ? "en" : "it")) {
            speakNow(language);
            for (int width : List.of(WIDE, NARROW)) {
                for (boolean dark : List.of(false, true)) {
                    look(width, dark);
                    run("window.scrollTo(0, 0);");
                    String where = name + "-" + language + "-" + width + (dark ? "-dark" : "-light");
                    shot(where);
                    assertThat(run("return document.documentElement.scrollWidth - innerWidth"))
                            .as(where + ": pixels wider than the window")
                            .isIn(0L, -15L);
                    if (accessibility && (language.equals("it") == (dark == (width == NARROW)))) {
                        checkAccessibility(where);
                    }
                }
            }
        }
        speakNow(first);
        return look(WIDE, false);
    }

    private String language() {
        return String.valueOf(run("return document.documentElement.lang"));
    }

    /** Speaks a language from now on, as who chooses it above the page does, whom a dialog would keep from it. */
    private void speakNow(String language) {
        run("""
                const select = document.querySelector('header select');
                select.value = arguments[0];
                select.dispatchEvent(new Event('change', {bubbles: true}));
                """, language);
        soon().alias("speaks " + language)
                .until(() -> language.equals(
                        run("return document.querySelector('header select').value && document.documentElement.lang")));
    }

    /** That axe-core finds nothing serious or critical. */
    private void checkAccessibility(String where) {
        if (!Boolean.TRUE.equals(run("return typeof axe === 'object'"))) {
            run(axe);
        }
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations'], preload: false, iframes: false}).then((result) => done(result.violations
                  .filter((one) => ['serious', 'critical'].includes(one.impact))
                  .map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 200) + ' ' + node.failureSummary).join('; '))),
                  (failure) => done([String(failure)]));
                """);
        assertThat((List<?>) found).as("axe, " + where).isEmpty();
    }

    /** That the browser had nothing to complain of, such as a script that failed or one that the policy stopped. */
    void checkLog() {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                        .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                        // What the gateway refuses, and a network that is away, are told there, too.
                        .filter(entry -> !entry.getMessage().contains("Failed to load resource"))
                        .map(Object::toString))
                .isEmpty();
    }

    /** The browser itself, for what has no method here. */
    public ChromeDriver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
