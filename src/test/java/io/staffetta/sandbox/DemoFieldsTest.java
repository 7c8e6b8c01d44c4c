package io.staffetta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.config.accounts.FormField;
import io.staffetta.config.accounts.ProviderForm;
import io.staffetta.provider.table.ProviderDescriptors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoFieldsTest {

    @Test
    void haveAllThatAnAccountWithTheSandboxNeedsButItsDescription() {
        List<ProviderForm> forms = ProviderForm.all(ProviderDescriptors.load(Path.of("config", "providers")));

        assertThat(forms).isNotEmpty().allSatisfy(form -> {
            Map<String, String> demo = DemoFields.byWire().getOrDefault(form.wire(), Map.of());
            assertThat(form.fields()).extracting(FormField::name).containsAll(demo.keySet());
            assertThat(form.fields())
                    .filteredOn(field -> field.required() && !field.name().equals("description"))
                    .extracting(FormField::name)
                    .as(form.wire())
                    .isSubsetOf(demo.keySet());
            assertThat(demo.values()).as(form.wire()).anyMatch(value -> value.startsWith("{{sandbox}}/"));
        });
    }
}
