package io.staffetta.bench;

import java.util.List;
import java.util.Locale;

/**
 * What charts have in common: title, caption, axes, legend, and colours for light and dark.
 *
 * @param title one line
 * @param caption one line below it, such as a ratio; empty for none
 * @param across what the groups are, with unit
 * @param up what the values are, with unit
 * @param groups labels from left to right, 1 or more
 * @param series 1 to 6, each with a value for each group; NaN where there is none
 */
record ChartFrame(String title, String caption, String across, String up, List<String> groups, List<Series> series) {

    static final int LEFT = 76;
    static final int RIGHT = 704;
    static final int TOP = 104;
    static final int BOTTOM = 356;

    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    private static final int LINES = 5;
    private static final String STYLE = """
            <style>
            svg { color-scheme: light dark; font: 13px system-ui, sans-serif; }
            .paper { fill: #ffffff; } .ink { fill: #1f2328; } .soft { fill: #59636e; } .grid { stroke: #d1d9e0; }
            .title { font-size: 16px; font-weight: 600; } .value { font-size: 12px; }
            .c0 { fill: #0969da; stroke: #0969da; } .c1 { fill: #bc4c00; stroke: #bc4c00; }
            .c2 { fill: #1a7f37; stroke: #1a7f37; } .c3 { fill: #8250df; stroke: #8250df; }
            .c4 { fill: #9a6700; stroke: #9a6700; } .c5 { fill: #bf3989; stroke: #bf3989; }
            .line { fill: none; stroke-width: 2; }
            @media (prefers-color-scheme: dark) {
            .paper { fill: #0d1117; } .ink { fill: #f0f6fc; } .soft { fill: #9198a1; } .grid { stroke: #3d444d; }
            .c0 { fill: #4493f8; stroke: #4493f8; } .c1 { fill: #f0883e; stroke: #f0883e; }
            .c2 { fill: #3fb950; stroke: #3fb950; } .c3 { fill: #ab7df8; stroke: #ab7df8; }
            .c4 { fill: #d29922; stroke: #d29922; } .c5 { fill: #db61a2; stroke: #db61a2; }
            .line { fill: none; }
            }
            </style>
            """;

    ChartFrame {
        groups = List.copyOf(groups);
        series = List.copyOf(series);
        for (Series one : series) {
            if (one.values().size() != groups.size()) {
                throw new IllegalArgumentException("Series '" + one.name() + "' has "
                        + one.values().size() + " values for " + groups.size() + " groups");
            }
        }
    }

    /** The document with marks between the axes. */
    String svg(String marks) {
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\""
                        + " role=\"img\" aria-label=\"%3$s\">%n",
                WIDTH,
                HEIGHT,
                escaped(title)));
        svg.append(STYLE);
        svg.append("<rect class=\"paper\" width=\"").append(WIDTH).append("\" height=\"");
        svg.append(HEIGHT).append("\"/>\n");
        svg.append(text("ink title", 16, 28, "start", title));
        svg.append(text("soft", 16, 48, "start", caption));
        legend(svg);
        svg.append(text("soft", 16, 91, "start", up));
        for (int i = 0; i <= LINES; i++) {
            double value = top() * i / LINES;
            double y = y(value);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%3$.1f\" y2=\"%3$.1f\"/>%n",
                    LEFT,
                    RIGHT,
                    y));
            svg.append(text("soft value", LEFT - 8, y + 4, "end", label(value)));
        }
        for (int i = 0; i < groups.size(); i++) {
            svg.append(text("ink", x(i), BOTTOM + 20, "middle", groups.get(i)));
        }
        svg.append(text("soft", (LEFT + RIGHT) / 2.0, BOTTOM + 46, "middle", across));
        return svg.append(marks).append("</svg>\n").toString();
    }

    /** Middle of a group. */
    double x(int group) {
        return LEFT + width() * (group + 0.5);
    }

    /** Width of a group. */
    double width() {
        return (double) (RIGHT - LEFT) / groups.size();
    }

    /** Height of a value. */
    double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * value / top();
    }

    /** A value as it is written at its mark. */
    static String label(double value) {
        return Series.number(value, value == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2);
    }

    /** A line of text. Anchor: start, middle or end. */
    static String text(String style, double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                style,
                x,
                y,
                anchor,
                escaped(text));
    }

    private void legend(StringBuilder svg) {
        double x = 16;
        for (int i = 0; i < series.size(); i++) {
            String name = series.get(i).name();
            svg.append(String.format(
                    Locale.ROOT, "<rect class=\"c%d\" x=\"%.1f\" y=\"60\" width=\"10\" height=\"10\"/>%n", i, x));
            svg.append(text("ink", x + 16, 70, "start", name));
            x += 40 + 7.2 * name.length();
        }
    }

    /** A round number above all values. */
    private double top() {
        double most = series.stream()
                .flatMap(one -> one.values().stream())
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        if (most <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        for (double step : new double[] {1, 1.5, 2, 2.5, 3, 4, 5, 6, 8}) {
            if (step * power >= most * 1.05) {
                return step * power;
            }
        }
        return power * (most * 1.05 > power * 10 ? 15 : 10);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
