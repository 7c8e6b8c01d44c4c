package io.staffetta.bench;

import java.util.Locale;

/** Bars side by side for each group, with their values. */
record BarChart(ChartFrame frame) implements Chart {

    private static final double FILLED = 0.7;
    private static final double WIDEST = 70;

    @Override
    public String svg() {
        int series = frame.series().size();
        double bar = Math.min(frame.width() * FILLED / series, WIDEST);
        StringBuilder bars = new StringBuilder();
        for (int group = 0; group < frame.groups().size(); group++) {
            for (int i = 0; i < series; i++) {
                double value = frame.series().get(i).values().get(group);
                if (!Double.isFinite(value)) {
                    continue;
                }
                double x = frame.x(group) + bar * (i - series / 2.0);
                double y = frame.y(value);
                bars.append(String.format(
                        Locale.ROOT,
                        "<rect class=\"c%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                        i,
                        x + 1,
                        y,
                        bar - 2,
                        ChartFrame.BOTTOM - y));
                bars.append(ChartFrame.text("ink value", x + bar / 2, y - 5, "middle", ChartFrame.label(value)));
            }
        }
        return frame.svg(bars.toString());
    }
}
