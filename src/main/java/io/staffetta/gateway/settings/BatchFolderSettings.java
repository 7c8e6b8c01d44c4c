package io.staffetta.gateway.settings;

import io.staffetta.batch.files.PickUp;
import io.staffetta.batch.text.BatchFormat;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.BatchValues;
import io.staffetta.batch.text.ColumnMap;
import io.staffetta.batch.text.Layout;
import io.staffetta.batch.text.Repeats;
import io.staffetta.batch.text.SendAt;
import io.staffetta.batch.text.Template;
import io.staffetta.config.BatchFolderKeys;
import io.staffetta.config.Settings;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Settings of a batch folder, or of all; what is empty is not said. Their keys are in {@link BatchFolderKeys#OF_ALL}. */
public record BatchFolderSettings(
        Optional<String> account,
        Optional<String> sender,
        Optional<String> priority,
        Optional<Charset> charset,
        Optional<Character> separator,
        Optional<BatchFormat> format,
        Optional<Layout> layout,
        Optional<Template> template,
        Optional<ColumnMap> columns,
        Optional<PickUp> pickUp,
        Optional<Repeats> repeats,
        Optional<SendAt> sendAt,
        Optional<Duration> spread,
        Optional<String> application) {

    /** Reads the settings that hold for all folders that do not say otherwise. */
    public static BatchFolderSettings ofAll(Settings settings) {
        return of(settings, key -> BatchFolderKeys.ALL + key);
    }

    /**
     * Reads the settings.
     *
     * @param setting the setting that decides, by the end of its key
     */
    public static BatchFolderSettings of(Settings settings, UnaryOperator<String> setting) {
        return new BatchFolderSettings(
                settings.value(setting.apply("account"), BatchValues::account),
                settings.value(setting.apply("sender"), BatchValues::sender),
                settings.value(setting.apply("priority"), BatchValues::priority),
                settings.value(setting.apply("charset"), BatchValues::charset),
                settings.value(setting.apply("separator"), BatchValues::separator),
                settings.value(setting.apply("format"), BatchValues::format),
                settings.value(setting.apply("layout"), whole(Layout::parse)),
                settings.value(setting.apply("template"), whole(Template::parse)),
                settings.value(setting.apply("columns"), ColumnMap::parse),
                settings.value(setting.apply("pick-up"), PickUp::parse),
                settings.value(setting.apply("repeats"), Repeats::parse),
                settings.value(setting.apply("send-at"), SendAt::parse),
                settings.value(setting.apply("spread"), BatchValues::spread),
                settings.value(setting.apply("application"), BatchValues::application));
    }

    /**
     * How files are read.
     *
     * @throws IllegalArgumentException if the settings do not go together
     */
    public BatchSettings defaults() {
        return new BatchSettings(
                format.orElse(null),
                charset,
                separator,
                layout,
                template,
                account.orElse(""),
                sender.orElse(""),
                priority.orElse("bulk"),
                columns.orElse(ColumnMap.NONE));
    }

    /** Of a parser whose error is a sentence, one whose error goes on after the setting's name. */
    private static <T> Function<String, T> whole(Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("is wrong: " + e.getMessage(), e);
            }
        };
    }
}
