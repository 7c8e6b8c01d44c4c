package io.staffetta.config.accounts;

import io.staffetta.account.BoughtPackage;
import io.staffetta.account.Price;
import io.staffetta.config.Suggestion;
import io.staffetta.language.Phrase;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what an account's messages cost. A value that is a problem is read as not given. */
final class CostFields {

    static final String SEGMENT = "segment";
    static final String CURRENCY = "currency";
    static final String SEGMENTS = "segments";
    static final String FROM = "from";

    /** Up to 999,999 with six decimals. */
    static final String AMOUNT = "[0-9]{1,6}(\\.[0-9]{1,6})?";

    static final String CODE = "[A-Z]{3}";
    static final int MOST_SEGMENTS = 999_999_999;

    private final YamlMap account;

    CostFields(YamlMap account) {
        this.account = account;
    }

    /** The price of a segment; empty if the file gives none. */
    Optional<Price> price() {
        List<String> allowed = List.of(SEGMENT, CURRENCY);
        return map(CommonField.PRICE, allowed).flatMap(map -> {
            String currency =
                    text(map, CURRENCY, CODE, "must be a currency such as EUR").orElse(Price.DEFAULT_CURRENCY);
            return required(map, SEGMENT, AMOUNT, "must be an amount with at most six decimals, such as \"0.045\"")
                    .map(amount -> new Price(new BigDecimal(amount), currency));
        });
    }

    /** The segments bought beforehand; empty if the file tells of none. */
    Optional<BoughtPackage> bought() {
        List<String> allowed = List.of(SEGMENTS, FROM);
        return map(CommonField.PACKAGE, allowed).flatMap(map -> {
            Optional<Long> segments = required(
                            map,
                            SEGMENTS,
                            "[1-9][0-9]{0,8}",
                            Phrase.of("must be a whole number from {0} to {1}", 1, MOST_SEGMENTS))
                    .map(Long::valueOf);
            Optional<LocalDate> from = required(map, FROM, ".+", "must be a day such as 2026-11-01")
                    .flatMap(day -> day(map, day));
            return segments.isPresent() && from.isPresent()
                    ? Optional.of(new BoughtPackage(segments.get(), from.get()))
                    : Optional.empty();
        });
    }

    private Optional<YamlMap> map(CommonField field, List<String> allowed) {
        String name = field.key();
        if (!account.has(name)) {
            return Optional.empty();
        }
        Optional<YamlMap> map = account.map(name, account.scope().within(name));
        map.ifPresent(given ->
                given.allow(allowed, written -> Phrase.of("{0} has {1}", name, Suggestion.among(written, allowed))));
        return map;
    }

    private static Optional<LocalDate> day(YamlMap map, String day) {
        try {
            return Optional.of(LocalDate.parse(day));
        } catch (DateTimeParseException e) {
            map.problem(FROM, Phrase.of("is ''{0}''", day), "must be a day such as 2026-11-01");
            return Optional.empty();
        }
    }

    private static Optional<String> required(YamlMap map, String name, String form, CharSequence right) {
        return map.required(name, right).flatMap(text -> matching(map, name, text, form, right));
    }

    private static Optional<String> text(YamlMap map, String name, String form, CharSequence right) {
        return map.text(name).flatMap(text -> matching(map, name, text, form, right));
    }

    private static Optional<String> matching(YamlMap map, String name, YamlText text, String form, CharSequence right) {
        if (Pattern.matches(form, text.value())) {
            return Optional.of(text.value());
        }
        map.problem(name, Phrase.of("is ''{0}''", text.written()), right);
        return Optional.empty();
    }
}
