package io.staffetta.http.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.http.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleFilesTest {

    private static final Path FOLDER = Path.of("src/main/resources/console");
    /** Most bytes that go over the wire for all pages in one language, packed, and for the first. */
    private static final int MOST_BYTES = 65_000;

    private static final int MOST_BYTES_OF_FIRST_PAGE = 40_000;

    /** The same unpacked. */
    private static final int MOST_BYTES_UNPACKED = 165_500;

    private static final int MOST_BYTES_OF_FIRST_PAGE_UNPACKED = 90_000;
    private static final int MOST_BYTES_OF_STYLE = 20_000;

    /** An import of one of the console's own files. */
    private static final Pattern IMPORT = Pattern.compile("from '(\\.[^']+)'");

    private final ConsoleFiles files = new ConsoleFiles();

    private static List<String> inFolder() throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.matches(".*\\.(html|js|mjs|css|svg|json)"))
                    .sorted()
                    .toList();
        }
    }

    private static String hash(String text) throws GeneralSecurityException {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void namesEveryFileOfTheFolderAndNoOther() throws IOException {
        assertThat(Files.readAllLines(FOLDER.resolve("files.txt"))).isEqualTo(inFolder());
        assertThat(files.paths())
                .contains("/", "/console/app.js", "/console/words/it.js", "/console/words/en.js")
                .doesNotContain("/console/index.html", "/console/words/shell.json");
        assertThat(files.paths().stream().filter(path -> !path.contains("/words/")))
                .hasSize((int) inFolder().stream()
                        .filter(name -> !name.startsWith("words/"))
                        .count());
    }

    /** Paths of all that the first page needs, in one language. */
    private Set<String> firstPage() {
        Set<String> needed = new TreeSet<>(List.of(
                "/",
                "/console/style.css",
                "/console/icon.svg",
                "/console/app.js",
                "/console/pages/now.js",
                "/console/words/it.js"));
        List<String> vendor = files.paths().stream()
                .filter(path -> path.startsWith("/console/vendor/"))
                .toList();
        needed.addAll(vendor);
        Deque<String> left = new ArrayDeque<>(needed);
        while (!left.isEmpty()) {
            String path = left.pop();
            IMPORT.matcher(files.file(path).text())
                    .results()
                    .map(found -> URI.create(path).resolve(found.group(1)).toString())
                    .filter(needed::add)
                    .forEach(left::push);
        }
        return needed;
    }

    private int packed(Set<String> paths) {
        return paths.stream().mapToInt(path -> files.file(path).packedBytes()).sum();
    }

    private int unpacked(Set<String> paths) {
        return paths.stream()
                .mapToInt(path -> files.file(path).text().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    @Test
    void isSmall() throws IOException {
        Set<String> all = new TreeSet<>(files.paths());
        all.remove("/console/words/en.js");
        Set<String> first = firstPage();
        System.out.println("Console, all pages: " + packed(all) + " B packed, " + unpacked(all)
                + " B unpacked; the first page: " + packed(first) + " and " + unpacked(first));

        assertThat(packed(all)).isBetween(20_000, MOST_BYTES);
        assertThat(packed(first)).isBetween(10_000, MOST_BYTES_OF_FIRST_PAGE);
        assertThat(unpacked(all)).isBetween(20_000, MOST_BYTES_UNPACKED);
        assertThat(unpacked(first)).isBetween(20_000, MOST_BYTES_OF_FIRST_PAGE_UNPACKED);
        assertThat(Files.size(FOLDER.resolve("style.css"))).isLessThanOrEqualTo(MOST_BYTES_OF_STYLE);
    }

    @Test
    void hasTheLibrariesAsTheyWerePublishedWithTheirLicences() throws IOException, GeneralSecurityException {
        Path vendor = FOLDER.resolve("vendor");
        List<String> sums = Files.readAllLines(vendor.resolve("SHA256SUMS"));

        assertThat(sums).hasSize(3);
        for (String line : sums) {
            String[] parts = line.split(" +", 2);
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(vendor.resolve(parts[1])));
            assertThat(HexFormat.of().formatHex(sum)).as(parts[1]).isEqualTo(parts[0]);
        }
        assertThat(inFolder().stream().filter(name -> name.startsWith("vendor/")))
                .containsExactlyInAnyOrderElementsOf(sums.stream()
                        .map(line -> "vendor/" + line.split(" +", 2)[1])
                        .toList());
        assertThat(vendor.resolve("preact.LICENSE")).content().contains("MIT License");
        assertThat(vendor.resolve("htm.LICENSE")).content().contains("Apache License");
    }

    @Test
    void letsNothingInThatIsNotItsOwn() throws GeneralSecurityException {
        ConsoleFile page = files.file("/");
        String map = page.text()
                .substring(
                        page.text().indexOf("importmap\">") + "importmap\">".length(),
                        page.text().indexOf("</script>"));

        assertThat(page.headers().get("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self' 'sha256-" + hash(map) + "'; style-src 'self';")
                .endsWith("form-action 'none'; base-uri 'none'; frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(page.headers())
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Cache-Control", "no-cache");
    }

    @Test
    void callsNoOtherAddressAndMakesNoHtmlOfTexts() throws IOException {
        Pattern outside = Pattern.compile("https?://(?!www\\.w3\\.org/|www\\.agcom\\.it/alias)[^\\s'\"`]*");
        Pattern html =
                Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function");
        for (String name : inFolder()) {
            if (!name.startsWith("vendor/")) {
                String text = Files.readString(FOLDER.resolve(name));
                assertThat(outside.matcher(text).results().map(found -> found.group()))
                        .as(name)
                        .isEmpty();
                assertThat(html.matcher(text).find()).as(name).isFalse();
            }
        }
    }

    /** What is answered to a browser that knows a tag, and unpacks some encodings. */
    private Message answer(String known, String encodings) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        files.file("/console/app.js").answer(exchange, known, encodings);
        return exchange.getMessage();
    }

    @Test
    void tellsABrowserThatItHasAFileAlready() {
        String tag = files.file("/console/app.js").headers().get("ETag");

        assertThat(tag).startsWith("W/\"").endsWith("\"");
        assertThat(answer(tag, "gzip").getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(304);
        assertThat(answer(tag, "gzip").getHeaders()).doesNotContainKey("Content-Encoding");
        assertThat(answer("\"x\", " + tag.substring(2), null).getBody()).isEqualTo("");
        assertThat(answer("\"x\"", null).getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8, *;q=0.1", "deflate,gzip;q=1"})
    void packsAFileForABrowserThatUnpacksIt(String encodings) throws IOException {
        Message answer = answer(null, encodings);

        assertThat(answer.getHeaders())
                .containsEntry("Content-Encoding", "gzip")
                .containsEntry("Vary", "Accept-Encoding");
        assertThat(new String(
                        new GZIPInputStream(new ByteArrayInputStream(answer.getBody(byte[].class))).readAllBytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo(files.file("/console/app.js").text());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "br", "gzip;q=0", "gzip;q=0.0", "identity", "x-gzippy"})
    void packsNothingForOthers(String encodings) {
        Message answer = answer(null, encodings);

        assertThat(answer.getHeaders()).doesNotContainKey("Content-Encoding").containsEntry("Vary", "Accept-Encoding");
        assertThat(answer.getBody()).isEqualTo(files.file("/console/app.js").text());
    }

    @Test
    void hasNoOtherFile() {
        for (String path :
                List.of("/console/", "/console/files.txt", "/console/../data/admin-token", "/console/vendor")) {
            assertThatThrownBy(() -> files.file(path))
                    .as(path)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("no file of this name");
        }
    }
}
