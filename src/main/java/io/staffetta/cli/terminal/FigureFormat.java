package io.staffetta.cli.terminal;

import java.util.Locale;

/** Writes figures as people read them. */
public final class FigureFormat {

    private static final int SECONDS_OF_HOUR = 3600;
    private static final int HOURS_OF_DAY = 24;
    private static final double LEAST = 0.1;

    private FigureFormat() {}

    /** How many in a second; in an hour or a day, if that would be fewer than 0.1: {@code 2310/s}, {@code 6.7/s}, {@code 3/h}. */
    public static String rate(double perSecond) {
        double perHour = perSecond * SECONDS_OF_HOUR;
        return perSecond == 0 || perSecond >= LEAST
                ? number(perSecond) + "/s"
                : perHour >= LEAST ? number(perHour) + "/h" : number(perHour * HOURS_OF_DAY) + "/d";
    }

    private static String number(double number) {
        return number >= 10 ? String.format(Locale.ROOT, "%.0f", number) : oneDecimal(number);
    }

    private static String oneDecimal(double number) {
        String text = String.format(Locale.ROOT, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** Hours, minutes and seconds. */
    public static String time(long seconds) {
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", seconds / SECONDS_OF_HOUR, seconds % SECONDS_OF_HOUR / 60, seconds % 60);
    }
}
