package io.staffetta.bench;

/** A chart of measured values, as SVG without scripts, readable on light and dark. */
interface Chart {

    /** What is around the values. */
    ChartFrame frame();

    /** The whole document. */
    String svg();
}
