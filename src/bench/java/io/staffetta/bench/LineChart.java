package io.staffetta.bench;

import java.util.Locale;

/** A line for each series from group to group, with its values; the groups are equally far apart. */
record LineChart(ChartFrame frame) implements Chart {

    @Override
    public String svg() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < frame.series().size(); i++) {
            StringBuilder points = new StringBuilder();
            StringBuilder marks = new StringBuilder();
            for (int group = 0; group < frame.groups().size(); group++) {
                double value = frame.series().get(i).values().get(group);
                if (!Double.isFinite(value)) {
                    continue;
                }
                double x = frame.x(group);
                double y = frame.y(value);
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
                marks.append(String.format(
                        Locale.ROOT, "<circle class=\"c%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>%n", i, x, y));
                marks.append(ChartFrame.text("ink value", x, y - 9, "middle", ChartFrame.label(value)));
            }
            lines.append("<polyline class=\"c").append(i).append(" line\" points=\"");
            lines.append(points.toString().strip()).append("\"/>\n").append(marks);
        }
        return frame.svg(lines.toString());
    }
}
