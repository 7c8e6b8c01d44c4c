package io.staffetta.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of a document, as after {@code $} in a block of it, and the lines that it is said to print.
 *
 * @param command for a shell, on as many lines as end in a backslash but for the last
 * @param output {@code …} in a line stands for anything, and alone for any lines
 */
public record DocumentSample(String command, List<String> output) {

    private static final Pattern BLOCK = Pattern.compile("(?m)^```\n(.*?)^```", Pattern.DOTALL);

    /** Does what {@code nc -q1 HOST PORT} does, which not every machine has. */
    private static final String NC =
            "nc() { exec 3<>/dev/tcp/$2/$3; cat <&3 & reader=$!; cat >&3; sleep 1; kill $reader;"
                    + " wait $reader 2>/dev/null; }; ";

    /** All of a page, in their order. */
    public static List<DocumentSample> of(String page) {
        List<DocumentSample> samples = new ArrayList<>();
        Matcher block = BLOCK.matcher(page);
        while (block.find()) {
            for (String sample : block.group(1).split("(?m)^\\$ ", -1)) {
                List<String> lines = sample.lines().toList();
                if (block.group(1).startsWith("$ ") && !lines.isEmpty()) {
                    int command = length(lines);
                    samples.add(new DocumentSample(
                            String.join("\n", lines.subList(0, command)), lines.subList(command, lines.size())));
                }
            }
        }
        return samples;
    }

    /** How many of these lines are the command. */
    private static int length(List<String> lines) {
        int length = 1;
        while (lines.get(length - 1).endsWith("\\")) {
            length++;
        }
        return length;
    }

    /** The blocks of a page without a command. */
    public static List<String> quotations(String page) {
        return BLOCK.matcher(page)
                .results()
                .map(block -> block.group(1))
                .filter(block -> !block.startsWith("$ "))
                .toList();
    }

    /**
     * What a command really prints, without its errors.
     *
     * @param functions of bash that it may call
     * @param environment for it
     */
    public static String run(String command, String functions, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", NC + functions + command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(RunningGateway.LIMIT.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return printed;
    }
}
