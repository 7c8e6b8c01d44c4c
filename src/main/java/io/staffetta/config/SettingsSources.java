package io.staffetta.config;

import io.staffetta.message.BodyText;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Finds the files that settings are written in: the defaults of the program, and the file of people. */
final class SettingsSources {

    /** Name of the file in {@code config}. */
    static final String FILE = "application.properties";

    private static final String DEFAULTS = "/io/staffetta/gateway/" + FILE;

    private SettingsSources() {}

    /** The defaults that came with the program. */
    static Map<String, String> defaults() {
        try (InputStream in = SettingsSources.class.getResourceAsStream(DEFAULTS)) {
            Properties properties = new Properties();
            properties.load(in);
            return strings(properties);
        } catch (IOException e) {
            throw new UncheckedIOException("The defaults of the settings cannot be read", e);
        }
    }

    /** What a file says; nothing if it is not there. */
    static Map<String, String> file(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(BodyText.ofFile(file)));
            return strings(properties);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read " + file + ": " + FileFault.words(e), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Cannot read " + file + ": a backslash with u must be followed by four hexadecimal digits, and a"
                            + " backslash itself is written twice",
                    e);
        }
    }

    /** Puts settings over those before, and notes those that do not exist. */
    static void put(Map<String, String> values, Map<String, String> changes, String where, List<String> unknown) {
        changes.forEach((key, value) -> {
            if (BatchFolderKeys.isOfFolder(key)) {
                BatchFolderKeys.problem(key)
                        .ifPresent(problem -> unknown.add("No setting '" + key + "' (in " + where + "): " + problem));
            } else if (!values.containsKey(key) && !key.startsWith("camel.")) {
                unknown.add("No setting '" + key + "' (in " + where + "): see config/" + FILE + " for all there are");
            }
            values.put(key, value);
        });
    }

    private static Map<String, String> strings(Properties properties) {
        Map<String, String> strings = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> strings.put(key, properties.getProperty(key)));
        return strings;
    }
}
