package io.staffetta.http.operations;

import io.staffetta.http.HttpAnswer;
import io.staffetta.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The OpenAPI document, which is kept in several files by what they are about: {@code io/staffetta/http/openapi} in the jar.
 *
 * <p>Thread-safe.
 */
public final class OpenApi {

    /** The files, the first of which has what all have in common. */
    static final List<String> FILES = List.of(
            "base",
            "messages",
            "overview",
            "batches",
            "accounts",
            "ledger",
            "hold",
            "alerts",
            "access",
            "dead-letters",
            "operations",
            "console");

    private static final String FOLDER = "/io/staffetta/http/openapi/";

    private final String json;

    /**
     * Reads it.
     *
     * @throws IllegalStateException if two files have the same operation or schema
     */
    public OpenApi() {
        Map<String, Object> document = new LinkedHashMap<>();
        FILES.forEach(file -> add(document, read(file), file));
        String version = OpenApi.class.getPackage().getImplementationVersion();
        if (version != null && document.get("info") instanceof Map<?, ?> info) {
            Map<String, Object> told = new LinkedHashMap<>();
            info.forEach((name, value) -> told.put(name.toString(), value));
            told.put("version", version);
            document.put("info", told);
        }
        json = Json.write(document);
    }

    /** The document. */
    public HttpAnswer document() {
        return new HttpAnswer(200, HttpAnswer.JSON, json);
    }

    private static Object read(String file) {
        try (InputStream in = OpenApi.class.getResourceAsStream(FOLDER + file + ".yaml")) {
            return new Load(LoadSettings.builder().setLabel(file).build()).loadFromInputStream(in);
        } catch (IOException e) {
            throw new UncheckedIOException("What is in the jar can be read", e);
        }
    }

    /** Maps that are in both become one. */
    private static void add(Map<String, Object> to, Object from, String where) {
        if (!(from instanceof Map<?, ?> more)) {
            throw new IllegalStateException("OpenAPI, " + where + ": must be a mapping");
        }
        more.forEach((key, value) -> {
            String name = key.toString();
            if (!(value instanceof Map<?, ?>)) {
                if (to.put(name, value instanceof List<?> list ? new ArrayList<>(list) : value) != null) {
                    throw new IllegalStateException("OpenAPI, " + where + ": '" + name + "' is in two files");
                }
            } else {
                add(mapIn(to, name), value, where);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> mapIn(Map<String, Object> map, String name) {
        return (Map<String, Object>) map.computeIfAbsent(name, any -> new LinkedHashMap<String, Object>());
    }
}
