package io.staffetta.http.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.http.HttpAnswer;
import io.staffetta.http.ProblemException;
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
import org.junit.jupiter.api.Test;

class ConsoleFilesTest {

    private static final Path FOLDER = Path.of("src/main/resources/console");
    private static final int MOST_BYTES = 180_000;
    private static final int MOST_BYTES_OF_FIRST_PAGE = 120_000;
    private static final int MOST_BYTES_OF_STYLE = 20_000;

    /** An import of one of the console's own files. */
    private static final Pattern IMPORT = Pattern.compile("from '(\\.[^']+)'");

    private final ConsoleFiles files = new ConsoleFiles();

    private static List<String> inFolder() throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.matches(".*\\.(html|js|mjs|css|svg)"))
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
        assertThat(files.paths()).contains("/", "/console/app.js").doesNotContain("/console/index.html");
        assertThat(files.paths()).hasSameSizeAs(inFolder());
    }

    /** Bytes of all that the first page needs. */
    private int firstPage() {
        Set<String> needed = new TreeSet<>(
                List.of("/", "/console/style.css", "/console/icon.svg", "/console/app.js", "/console/pages/now.js"));
        List<String> vendor = files.paths().stream()
                .filter(path -> path.startsWith("/console/vendor/"))
                .toList();
        needed.addAll(vendor);
        Deque<String> left = new ArrayDeque<>(needed);
        while (!left.isEmpty()) {
            String path = left.pop();
            IMPORT.matcher(files.show(path, null).body())
                    .results()
                    .map(found -> URI.create(path).resolve(found.group(1)).toString())
                    .filter(needed::add)
                    .forEach(left::push);
        }
        return needed.stream()
                .mapToInt(path -> files.show(path, null).body().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    @Test
    void isSmall() throws IOException {
        assertThat(files.bytes()).isBetween(20_000, MOST_BYTES);
        assertThat(firstPage()).isBetween(20_000, MOST_BYTES_OF_FIRST_PAGE);
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
        HttpAnswer page = files.show("/", null);
        String map = page.body()
                .substring(
                        page.body().indexOf("importmap\">") + "importmap\">".length(),
                        page.body().indexOf("</script>"));

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

    @Test
    void tellsABrowserThatItHasAFileAlready() {
        String tag = files.show("/console/app.js", null).headers().get("ETag");

        assertThat(files.show("/console/app.js", tag).status()).isEqualTo(304);
        assertThat(files.show("/console/app.js", "W/" + tag + ", \"x\"").body()).isEmpty();
        assertThat(files.show("/console/app.js", "\"x\"").status()).isEqualTo(200);
    }

    @Test
    void hasNoOtherFile() {
        for (String path :
                List.of("/console/", "/console/files.txt", "/console/../data/admin-token", "/console/vendor")) {
            assertThatThrownBy(() -> files.show(path, null))
                    .as(path)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("no file of this name");
        }
    }
}
