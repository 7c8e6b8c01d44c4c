package io.staffetta.http.console;

import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * The files of the console: those that {@code console/files.txt} in the jar names, and no others. They are read once, so that no path
 * of a request ever becomes one of a file.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class ConsoleFiles {

    /** Path of the first page. */
    public static final String HOME = "/";

    private static final String PATH = "/console/";
    private static final String INDEX = "index.html";
    private static final String FOLDER = "/console/";
    private static final Pattern IMPORT_MAP = Pattern.compile("(?s)<script type=\"importmap\">(.*?)</script>");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml; charset=utf-8");

    private final Map<String, HttpAnswer> byPath = new LinkedHashMap<>();

    /**
     * Reads them.
     *
     * @throws IllegalStateException if one is missing
     */
    public ConsoleFiles() {
        String policy = policy(read(INDEX));
        for (String name : read("files.txt").lines().toList()) {
            byPath.put(name.equals(INDEX) ? HOME : PATH + name, answer(name, served(name), policy));
        }
    }

    /** Paths of all of them. */
    public Set<String> paths() {
        return Set.copyOf(byPath.keySet());
    }

    /** Sum of their sizes in bytes. */
    public int bytes() {
        return byPath.values().stream()
                .mapToInt(one -> one.body().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    /**
     * The file whose path is that of the request; that it is as before, if the browser has it.
     *
     * @throws ProblemException if there is none
     */
    public HttpAnswer show(Exchange exchange) {
        HttpMessage request = exchange.getMessage(HttpMessage.class);
        return show(request.getRequest().path(), request.getRequest().getHeader("If-None-Match"));
    }

    /**
     * The file with a path.
     *
     * @param known tags of what the browser has, as {@code If-None-Match} has them; {@code null} if it has nothing
     * @throws ProblemException if there is none
     */
    HttpAnswer show(String path, String known) {
        HttpAnswer file = byPath.get(path);
        if (file == null) {
            throw new ProblemException(HttpProblem.of(404, "The console has no file of this name"));
        }
        boolean same = known != null && known.contains(file.headers().get("ETag"));
        return same ? new HttpAnswer(304, "", "", file.headers()) : file;
    }

    /** Of the console's own files without what only people read; others as they are. */
    private static String served(String name) {
        String text = read(name);
        return name.endsWith(".js") ? Compact.script(text) : name.endsWith(".css") ? Compact.style(text) : text;
    }

    private static HttpAnswer answer(String name, String text, String policy) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        return new HttpAnswer(
                200,
                type,
                text,
                Map.of(
                        "ETag", '"' + hash(text) + '"',
                        // A browser asks each time, and is mostly told that nothing changed: never a mixture of two
                        // versions.
                        "Cache-Control", "no-cache",
                        "X-Content-Type-Options", "nosniff",
                        "Referrer-Policy", "no-referrer",
                        "Cross-Origin-Opener-Policy", "same-origin",
                        "Cross-Origin-Resource-Policy", "same-origin",
                        "Content-Security-Policy", policy));
    }

    /** Lets in what comes from here, and of scripts in the page the map of names alone, which it knows by its hash. */
    private static String policy(String index) {
        String map = IMPORT_MAP
                .matcher(index)
                .results()
                .map(found -> " 'sha256-" + hash(found.group(1)) + "'")
                .collect(Collectors.joining());
        return "default-src 'none'; script-src 'self'" + map
                + "; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none';"
                + " frame-ancestors 'none'";
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String read(String name) {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The jar has no " + FOLDER + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("What is in the jar can be read", e);
        }
    }
}
