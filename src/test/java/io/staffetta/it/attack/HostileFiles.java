package io.staffetta.it.attack;

import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.DroppedFiles;
import io.staffetta.it.support.LiveFiles;
import io.staffetta.it.support.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Batch files whose names lead elsewhere or move a terminal, and whose contents are archives, bombs or no text. */
final class HostileFiles implements Attack {

    private static final String GOOD = "to,text\n+393330000071,Ciao\n";
    private static final List<String> NAMES = List.of(
            "..%2f..%2fcanary.csv",
            "%2e%2e%2fcanary.csv",
            "..\\..\\canary.csv",
            "....csv",
            "..csv",
            "-rf.csv",
            "--help.csv",
            "$(touch canary).csv",
            "`touch canary`.csv",
            ";touch canary;.csv",
            "a|b.csv",
            "a&b.csv",
            "~root.csv",
            "a\u001b[2J.csv",
            "a\u001b]0;owned\u0007.csv",
            "a\nb.csv",
            "a\rb.csv",
            "a\tb.csv",
            "a\u202egnp.csv",
            "=cmd|x.csv",
            "+1.csv",
            "@x.csv",
            "<script>.csv",
            "${bean:ledger}.csv",
            "${file:name}.csv",
            "{{home}}.csv",
            "CON.csv",
            "a .csv",
            " a.csv",
            "a.csv.",
            "a.csv.done",
            "error.txt",
            "a.error.txt",
            "a.result.csv",
            "\ud83d\ude00.csv",
            "è.csv",
            "e\u0300.csv",
            "x".repeat(240) + ".csv",
            "%00.csv",
            "a'b.csv",
            "a\"b.csv",
            "a*b?.csv",
            "[a].csv",
            "a:b.csv",
            "a%n%s.csv",
            "#a.csv",
            "a#b?c=d.csv");

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Set<String> before;

    /** Drops all of them, which takes a while. */
    HostileFiles(Victim victim) throws IOException {
        before = elsewhere(victim);
        NAMES.forEach(name -> files.put(name, GOOD.getBytes(StandardCharsets.UTF_8)));
        contents().forEach((name, content) -> files.put("content " + files.size() + " " + name, content));
        DroppedFiles folder = new DroppedFiles(victim.gateway.home().resolve("data"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            folder.drop(file.getKey(), file.getValue());
        }
        // A name that is no UTF-8, a link to a secret, and a pipe that nobody writes to.
        Shell.run(
                "cd \"$1\" && printf 'to,text\\n' > \"$(printf 'bytes\\377\\376.csv')\" && ln -s ../admin-token link.csv"
                        + " && mkfifo pipe.csv && mkdir folder.csv",
                folder.path().resolve("inbox").toString());
    }

    @Override
    public String what() {
        return "Batch files: names, archives, bombs, no text";
    }

    @Override
    public void on(Victim victim, Tally tally) throws Exception {
        Path data = victim.gateway.home().resolve("data");
        DroppedFiles folder = new DroppedFiles(data);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() ->
                        // Those with a dot before them are left alone.
                        files.keySet().stream()
                                        .noneMatch(name -> !name.startsWith(".") && Files.exists(folder.inbox(name)))
                                && victim.ask(victim.admin, "GET /v1/batches?unfinished=true&limit=1000", "")
                                        .json()
                                        .path("batches")
                                        .isEmpty());
        Set<String> made = elsewhere(victim);
        made.removeAll(before);
        for (String name : files.keySet()) {
            tally.harmlessUnless(made.stream().anyMatch(path -> path.contains("canary")), name, "made " + made);
        }
        tally.harmlessUnless(!made.isEmpty(), "all of them", "made " + made);
        tally.harmlessUnless(contentsOf(data, "").contains(victim.admin), "a link to a secret", "was read");
        for (String line : contentsOf(data, ".error.txt").split("\n", -1)) {
            if (!HostileNames.isClean(line.replace("\r", "").replace("\t", ""))) {
                tally.won("an answer", line);
            }
        }
    }

    /** All files of the home but those of batch folders, queues and ledger. */
    private static Set<String> elsewhere(Victim victim) throws IOException {
        Path home = victim.gateway.home();
        return LiveFiles.permissions(home).keySet().stream()
                .map(file -> home.relativize(file).toString())
                .filter(file -> !file.matches("(?s)data/(inbox|work|done|error|kahadb|ledger|accounts-history).*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All that is written in the files of done and error whose names end so. */
    private static String contentsOf(Path data, String end) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String folder : List.of("done", "error")) {
            try (Stream<Path> files = Files.list(data.resolve(folder))) {
                for (Path file : files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                        .filter(file -> file.toString().endsWith(end))
                        .toList()) {
                    all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                            .append('\n');
                }
            }
        }
        return all.toString();
    }

    private static Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        for (String suffix : List.of("csv", "xlsx", "zip", "json", "xml", "txt")) {
            all.put("zip." + suffix, zip("../../canary.csv", good));
            all.put("gzip." + suffix, gzip(good));
            all.put("nul." + suffix, new byte[2000]);
            all.put("empty." + suffix, new byte[0]);
            all.put("bom." + suffix, "\ufeff".getBytes(StandardCharsets.UTF_8));
            all.put("png." + suffix, "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR".getBytes(StandardCharsets.ISO_8859_1));
        }
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "IBM037")) {
            all.put(charset + ".csv", GOOD.getBytes(Charset.forName(charset)));
        }
        all.put("bombs.zip", zip("a.csv", new byte[20 << 20]));
        for (String text : texts()) {
            all.put(
                    "text."
                            + (text.startsWith("<")
                                    ? "xml"
                                    : text.startsWith("{") || text.startsWith("[") ? "json" : "csv")
                            + all.size(),
                    text.getBytes(StandardCharsets.UTF_8));
        }
        Map<String, byte[]> named = new LinkedHashMap<>();
        all.forEach((name, content) -> named.put(name.replaceFirst("^text\\.([a-z]+)([0-9]+)$", "text$2.$1"), content));
        return named;
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><messages><message to=\"+393330000071\" text=\"&x;\"/></messages>",
                "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"" + "&a;".repeat(500)
                        + "\">]><messages><message><to>+393330000071</to>" + "<text>" + "&b;".repeat(500)
                        + "</text></message></messages>",
                "<a>".repeat(50_000),
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "[{\"to\":\"+393330000071\",\"text\":1e400}]",
                "[{\"to\":\"+393330000071\",\"to\":\"+393330000072\",\"text\":\"x\"}]",
                "to,text\n" + "\"".repeat(100_000),
                "to,text\n+393330000071," + "x".repeat(2_000_000) + "\n",
                "to,to\n1,2\n",
                ",".repeat(200_000) + "\n",
                "to,text\n=HYPERLINK(\"x\"),=1+1\n@SUM(1),-1\n",
                "to,text,reference\n+393330000071,Ciao,\u001b[2J\n12,\u001b]0;x\u0007,=1+1\n",
                "to,text,surprise\n+393330000071,Ciao,x\n",
                "# {\"template\": \"../../../etc/passwd\"}\nto,text\n1,2\n",
                "to;text\r\n\u0000\u0000\u0000;x\r\n"));
        return texts;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return out.toByteArray();
    }
}
