package io.staffetta.cli.terminal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a rate such as {@code 5/s}. */
public final class RateConverter implements ITypeConverter<Integer> {

    private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,5})(/s)?");

    @Override
    public Integer convert(String value) {
        Matcher matcher = RATE.matcher(value);
        if (!matcher.matches()) {
            throw new TypeConversionException("must be a number of messages in a second, such as 5/s");
        }
        return Integer.valueOf(matcher.group(1));
    }
}
