package io.staffetta.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a Markdown file, between {@code <!-- NAME -->} and {@code <!-- /NAME -->}, that is written anew by each run.
 * What is around it stays.
 */
public final class Report {

    private final Path file;
    private final String name;
    private final String machine;

    private Report(Path file, String name) {
        this.file = file;
        this.name = name;
        this.machine = Machine.describe();
    }

    /**
     * Takes down machine, time and load; to be called before anything is measured.
     *
     * @param name of the part, small letters
     */
    public static Report begin(Path file, String name) {
        return new Report(file, name);
    }

    /** Puts what was measured in place of what was there; appends the part if there is none. */
    public void write(String measured) {
        String begin = "<!-- " + name + " -->";
        String end = "<!-- /" + name + " -->";
        String part = begin + "\nMachine: " + machine + ". Commit: "
                + System.getProperty("staffetta.commit", "not told") + ".\n\n```\n"
                + System.getProperty("staffetta.command", "not started by src/bench") + "\n```\n\n" + measured.strip()
                + "\n" + end;
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            int from = text.indexOf(begin);
            int to = text.indexOf(end, Math.max(from, 0));
            if (from >= 0 && to < 0) {
                throw new IllegalStateException(file + " has '" + begin + "' without '" + end + "' after it");
            }
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    from < 0
                            ? text + (text.isEmpty() ? "" : "\n") + part + "\n"
                            : text.substring(0, from) + part + text.substring(to + end.length()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a chart beside the file, as {@code NAME.svg}, and returns the Markdown that shows it. */
    public String chart(BarChart chart) {
        Path image = file.resolveSibling(name + ".svg");
        try {
            Files.createDirectories(image.toAbsolutePath().getParent());
            Files.writeString(image, chart.svg());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "![" + chart.title() + "](" + image.getFileName() + ")";
    }
}
