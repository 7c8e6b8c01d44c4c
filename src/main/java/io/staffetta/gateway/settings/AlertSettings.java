package io.staffetta.gateway.settings;

import io.staffetta.alert.AlertLimits;
import io.staffetta.alert.MailServer;
import io.staffetta.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Settings of alerts.
 *
 * @param limits from when on something is not as it should be
 * @param repeat after which it is told again
 * @param webhook where it is posted to; empty for nowhere
 * @param webhookToken sent with it; empty for none
 * @param mail by which server, and to whom, it is written; without recipients to nobody
 * @param smsTo numbers that it is sent to
 * @param smsAccount account that it is sent with; empty to leave it to the rules
 */
public record AlertSettings(
        AlertLimits limits,
        Duration repeat,
        Optional<URI> webhook,
        String webhookToken,
        MailServer mail,
        List<String> smsTo,
        String smsAccount) {

    static final String MAIL_TO = "staffetta.alerts.mail.to";
    static final String MAIL_FROM = "staffetta.alerts.mail.from";
    static final String MAIL_HOST = "staffetta.alerts.mail.host";

    private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{5,15}");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@,<>\"]+@[^\\s@,<>\"]+");
    private static final int MOST = 20;

    /** Reads the settings. */
    public static AlertSettings of(Settings settings) {
        return new AlertSettings(
                limits(settings),
                settings.duration("staffetta.alerts.repeat-after"),
                settings.value("staffetta.alerts.webhook.url", AlertSettings::url),
                settings.text("staffetta.alerts.webhook.token"),
                mail(settings),
                settings.value("staffetta.alerts.sms.to", AlertSettings::numbers)
                        .orElse(List.of()),
                settings.text("staffetta.alerts.sms.account"));
    }

    private static AlertLimits limits(Settings settings) {
        return new AlertLimits(
                settings.number("staffetta.alerts.dead-letters", 0, 1_000_000),
                settings.durationOrNever("staffetta.alerts.oldest"),
                settings.durationOrNever("staffetta.alerts.parked"),
                settings.durationOrNever("staffetta.alerts.nothing-sent"),
                settings.durationOrNever("staffetta.alerts.batch"),
                settings.durationOrNever("staffetta.alerts.gateway"),
                settings.number("staffetta.alerts.disk-percent", 0, 99),
                settings.durationOrNever("staffetta.alerts.certificate"),
                settings.durationOrNever("staffetta.alerts.intake"));
    }

    private static MailServer mail(Settings settings) {
        return new MailServer(
                settings.text(MAIL_HOST),
                settings.number("staffetta.alerts.mail.port", 1, 65_535),
                MailServer.Security.valueOf(settings.oneOf("staffetta.alerts.mail.security", "starttls", "tls", "none")
                        .toUpperCase(Locale.ROOT)),
                settings.text("staffetta.alerts.mail.user"),
                settings.text("staffetta.alerts.mail.password"),
                settings.value(MAIL_FROM, AlertSettings::address).orElse(""),
                settings.value(MAIL_TO, AlertSettings::addresses).orElse(List.of()));
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without what it is: its path may be a secret.
        }
        throw new IllegalArgumentException("must be a URL that begins with https:// or http://");
    }

    private static List<String> numbers(String text) {
        return list(text, NUMBER, "must be phone numbers with + and the country code, separated by commas");
    }

    private static List<String> addresses(String text) {
        return list(text, ADDRESS, "must be e-mail addresses, such as ada@example.com, separated by commas");
    }

    private static String address(String text) {
        return list(text, ADDRESS, "must be an e-mail address, such as ada@example.com")
                .get(0);
    }

    private static List<String> list(String text, Pattern form, String rule) {
        List<String> all = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (all.size() > MOST || !all.stream().allMatch(one -> form.matcher(one).matches())) {
            throw new IllegalArgumentException(rule + ", " + MOST + " at most");
        }
        return all;
    }

    /** Has no secret in it. */
    @Override
    public String toString() {
        return "AlertSettings";
    }
}
