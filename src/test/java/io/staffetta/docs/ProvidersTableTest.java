package io.staffetta.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.table.ProviderDescriptors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of providers in src/docs/providers.md, against their descriptors. */
class ProvidersTableTest {

    private static final ProviderDescriptors PROVIDERS = ProviderDescriptors.load(Path.of("config/providers"));

    @Test
    void hasEachWireWithItsLongestText() throws IOException {
        Map<String, String> longest = PROVIDERS.all().stream()
                .collect(Collectors.toMap(ProviderDescriptor::wire, ProvidersTableTest::longest));

        Map<String, String> table =
                Manual.table(Manual.page("providers"), "| Wire | Request | Longest text | State |").stream()
                        .collect(Collectors.toMap(row -> row.get(0), row -> row.get(2)));

        assertThat(table).containsExactlyInAnyOrderEntriesOf(longest);
    }

    @Test
    void saysOfEachWireWhatIsAssumed() throws IOException {
        assertThat(Manual.table(Manual.page("providers"), "| Wire | Request | Longest text | State |"))
                .allSatisfy(row -> assertThat(row.get(3)).contains("assumed, check with the provider's manual"));
    }

    private static String longest(ProviderDescriptor wire) {
        return String.format(
                Locale.ROOT, "%,d, %s", wire.text().maxLength(), wire.text().unicode() ? "any character" : "GSM 03.38");
    }
}
