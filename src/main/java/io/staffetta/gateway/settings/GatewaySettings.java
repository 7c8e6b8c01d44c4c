package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import io.staffetta.config.SettingsNotes;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All settings, by feature. The records that are read here are all that know a key.
 *
 * @param all the settings as they are written, by key, for routes
 */
public record GatewaySettings(
        Map<String, String> all,
        BrokerSettings broker,
        AddressSettings addresses,
        TlsSettings tls,
        HttpSettings http,
        IntakeSettings intake,
        MessageSettings messages,
        RetrySettings retry,
        ProviderSettings provider,
        ParkingSettings parking,
        BatchFolderSettings batchFolders,
        BatchRunSettings batches,
        ReportSettings reports,
        LedgerSettings ledger,
        AccessSettings access,
        AccountSettings accounts,
        ShutdownSettings shutdown,
        AlertSettings alerts,
        LogSettings log) {

    /**
     * Reads them all.
     *
     * @throws IllegalArgumentException if one is wrong; says which, what would be right, and where to change it
     */
    public static GatewaySettings of(Settings settings) {
        return new GatewaySettings(
                settings.all(),
                BrokerSettings.of(settings),
                AddressSettings.of(settings),
                TlsSettings.of(settings),
                HttpSettings.of(settings),
                IntakeSettings.of(settings),
                MessageSettings.of(settings),
                RetrySettings.of(settings),
                ProviderSettings.of(settings),
                ParkingSettings.of(settings),
                BatchFolderSettings.ofAll(settings),
                BatchRunSettings.of(settings),
                ReportSettings.of(settings),
                LedgerSettings.of(settings),
                AccessSettings.of(settings),
                AccountSettings.of(settings),
                ShutdownSettings.of(settings),
                AlertSettings.of(settings),
                LogSettings.of(settings));
    }

    /**
     * Reads them all, and goes on where one is wrong, so that whoever set them hears of all that is wrong, not of one a start.
     *
     * @param problems takes all that is wrong, in words
     * @return the settings; where one is wrong, its default
     */
    public static GatewaySettings read(Settings settings, Consumer<List<String>> problems) {
        SettingsNotes notes = new SettingsNotes();
        GatewaySettings read = of(settings.noting(notes));
        if (notes.problems().isEmpty()) {
            Contradictions.of(read).forEach(notes::wrong);
        }
        problems.accept(notes.problems());
        return read;
    }

    /** All that is wrong with settings, in words. */
    public static List<String> problems(Settings settings) {
        SettingsNotes notes = new SettingsNotes();
        GatewaySettings unused = read(settings, found -> found.forEach(notes::wrong));
        return notes.problems();
    }

    /** Has no secret in it. */
    @Override
    public String toString() {
        return "GatewaySettings";
    }
}
