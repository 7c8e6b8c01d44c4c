package io.staffetta.http.console;

import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * The files of the console: those that {@code console/files.txt} in the jar names, and no others; its texts as a script for each
 * language. They are read once, so that no path of a request ever becomes one of a file.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class ConsoleFiles {

    /** Path of the first page. */
    public static final String HOME = "/";

    private static final String PATH = "/console/";
    private static final String INDEX = "index.html";
    private static final String FOLDER = "/console/";
    private static final String WORDS = "words/";
    private static final Pattern IMPORT_MAP = Pattern.compile("(?s)<script type=\"importmap\">(.*?)</script>");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml; charset=utf-8");

    private final Map<String, ConsoleFile> byPath = new LinkedHashMap<>();

    /**
     * Reads them.
     *
     * @throws IllegalStateException if one is missing
     */
    public ConsoleFiles() {
        String policy = policy(read(INDEX));
        List<String> words = new ArrayList<>();
        for (String name : read("files.txt").lines().toList()) {
            if (name.startsWith(WORDS)) {
                words.add(read(name));
            } else {
                byPath.put(name.equals(INDEX) ? HOME : PATH + name, file(name, read(name), policy));
            }
        }
        for (String language : ConsoleTexts.LANGUAGES) {
            String name = WORDS + language + ".js";
            byPath.put(PATH + name, file(name, ConsoleTexts.module(words, language), policy));
        }
    }

    /** Paths of all of them. */
    public Set<String> paths() {
        return Set.copyOf(byPath.keySet());
    }

    /**
     * Answers with the file whose path is that of the request; says that it is as before, if the browser has it.
     *
     * @throws ProblemException if there is none
     */
    public void show(Exchange exchange) {
        HttpServerRequest request = exchange.getMessage(HttpMessage.class).getRequest();
        file(request.path()).answer(exchange, request.getHeader("If-None-Match"), request.getHeader("Accept-Encoding"));
    }

    /**
     * The file with a path.
     *
     * @throws ProblemException if there is none
     */
    ConsoleFile file(String path) {
        ConsoleFile file = byPath.get(path);
        if (file == null) {
            throw new ProblemException(HttpProblem.of(404, "The console has no file of this name"));
        }
        return file;
    }

    private static ConsoleFile file(String name, String text, String policy) {
        return new ConsoleFile(
                text,
                hash(text),
                Map.of(
                        "Content-Type", TYPES.get(name.substring(name.lastIndexOf('.') + 1)),
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
