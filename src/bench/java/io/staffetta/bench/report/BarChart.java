package io.staffetta.bench.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.StandardChartTheme;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.TextTitle;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * Bars side by side for each group, with their values, as SVG on white.
 *
 * @param title of the chart
 * @param caption what is to be known of it, in a few words
 * @param across what the groups are
 * @param up what the values are
 * @param groups names, from left to right
 * @param series a value for each group; NaN for none
 */
public record BarChart(
        String title, String caption, String across, String up, List<String> groups, List<Series> series) {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    private static final double GAP = 0.05;
    private static final double WIDEST = 0.1;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final List<Color> COLORS =
            List.of(new Color(0x0969DA), new Color(0xBC4C00), new Color(0x1A7F37), new Color(0x8250DF));

    public BarChart {
        groups = List.copyOf(groups);
        series = List.copyOf(series);
        for (Series one : series) {
            if (one.values().size() != groups.size()) {
                throw new IllegalArgumentException("Series '" + one.name() + "' has "
                        + one.values().size() + " values for " + groups.size() + " groups");
            }
        }
    }

    /** The whole document. */
    String svg() {
        // Else words from below to above were drawn as shapes.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
        JFreeChart chart = ChartFactory.createBarChart(title, across, up, values());
        style(chart);
        VectorGraphics2D drawing = new VectorGraphics2D();
        chart.draw(drawing, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        try {
            new SVGProcessor()
                    .getDocument(drawing.getCommands(), new PageSize(WIDTH, HEIGHT))
                    .writeTo(svg);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return portable(svg.toString(StandardCharsets.UTF_8));
    }

    /** Without a document type, which readers would fetch, and without the name of a font of this machine. */
    private static String portable(String svg) {
        return svg.substring(svg.indexOf("<svg")).replaceAll("font-family:&quot;[^&]*&quot;", "font-family:sans-serif");
    }

    private DefaultCategoryDataset values() {
        DefaultCategoryDataset values = new DefaultCategoryDataset();
        for (Series one : series) {
            for (int i = 0; i < groups.size(); i++) {
                double value = one.values().get(i);
                values.addValue(Double.isFinite(value) ? value : null, one.name(), groups.get(i));
            }
        }
        return values;
    }

    private void style(JFreeChart chart) {
        theme().apply(chart);
        chart.addSubtitle(0, new TextTitle(caption, FONT));
        NumberFormat whole = NumberFormat.getIntegerInstance(Locale.ROOT);
        whole.setGroupingUsed(false);
        CategoryPlot plot = chart.getCategoryPlot();
        plot.setOutlineVisible(false);
        ((NumberAxis) plot.getRangeAxis()).setNumberFormatOverride(whole);
        BarRenderer bars = (BarRenderer) plot.getRenderer();
        bars.setItemMargin(GAP);
        bars.setMaximumBarWidth(WIDEST);
        for (int i = 0; i < series.size(); i++) {
            bars.setSeriesPaint(i, COLORS.get(i % COLORS.size()));
        }
        bars.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", whole));
        bars.setDefaultItemLabelFont(FONT);
        bars.setDefaultItemLabelsVisible(true);
    }

    private static StandardChartTheme theme() {
        StandardChartTheme theme = new StandardChartTheme("plain");
        theme.setExtraLargeFont(FONT.deriveFont(Font.BOLD, 16));
        theme.setLargeFont(FONT);
        theme.setRegularFont(FONT);
        theme.setPlotBackgroundPaint(Color.WHITE);
        theme.setRangeGridlinePaint(new Color(0xD1D9E0));
        theme.setBarPainter(new StandardBarPainter());
        theme.setShadowVisible(false);
        return theme;
    }
}
