package io.staffetta.config.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.provider.table.ProviderDescriptors;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProviderFormTest {

    private static final List<ProviderForm> FORMS =
            ProviderForm.all(ProviderDescriptors.load(Path.of("config", "providers")));

    @Test
    void hasLabelAndHelpInBothLanguagesForEachField() {
        assertThat(fields()).isNotEmpty().allSatisfy(field -> {
            assertThat(List.of(
                            field.label().it(),
                            field.label().en(),
                            field.help().it(),
                            field.help().en()))
                    .as(field.name())
                    .allSatisfy(words -> assertThat(words).isNotBlank());
            // What is missing is made up from the other language: those would be the same.
            assertThat(field.help().it())
                    .as(field.name())
                    .isNotEqualTo(field.help().en());
            assertThat(field.label().en()).as("a label, not the name").isNotEqualTo(field.name());
        });
    }

    @Test
    void saysInBothLanguagesWhichServiceOfItsProviderAnInterfaceIs() {
        assertThat(FORMS).allSatisfy(form -> {
            assertThat(form.description().it()).as(form.wire()).isNotBlank();
            assertThat(form.description().en())
                    .isNotBlank()
                    .isNotEqualTo(form.description().it());
        });
        assertThat(FORMS.stream().filter(form -> form.provider().equals("tim")).map(form -> form.description()
                        .en()))
                .hasSize(3)
                .satisfiesOnlyOnce(words -> assertThat(words).contains("Consip"))
                .satisfiesOnlyOnce(words -> assertThat(words).contains("SmartConsole"))
                .satisfiesOnlyOnce(words -> assertThat(words).contains("EasyAPI"));
    }

    @Test
    void hasAFormForEachInterfaceOfAProvider() {
        assertThat(FORMS)
                .extracting(ProviderForm::wire)
                .containsExactly("kpnqwest", "messagenet", "plus", "tim-consip", "tim-easyapi", "tim-sms-professional");
        assertThat(FORMS).extracting(ProviderForm::api).contains("consip", "easyapi", "sms-professional");
    }

    @Test
    void saysWhatIsRequiredSecretOrOneOfSomeValues() {
        assertThat(field("plus", "password")).matches(FormField::secret).matches(FormField::required);
        assertThat(field("plus", "userUuid")).matches(FormField::secret).matches(field -> !field.required());
        assertThat(field("plus", "accessVia").values()).containsExactly("UUID", "USERNAME");
        assertThat(field("plus", "accessVia").defaultValue()).isEqualTo("UUID");
        assertThat(field("plus", "pmfUrl").kind()).isEqualTo("url");
        assertThat(field("messagenet", "url").defaultValue()).startsWith("https://");
        assertThat(field("messagenet", "failover").kind()).isEqualTo("accounts");
        assertThat(field("messagenet", "limits").fields())
                .extracting(FormField::name)
                .containsExactly("perSecond", "concurrency");
        assertThat(field("messagenet", "quiet-hours").fields())
                .extracting(FormField::kind)
                .containsExactly("time", "time", "text");
        assertThat(field("messagenet", "unknown-outcome").values()).containsExactly("dead-letter", "redeliver");
    }

    private static FormField field(String wire, String name) {
        return FORMS.stream()
                .filter(form -> form.wire().equals(wire))
                .flatMap(form -> form.fields().stream())
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<FormField> fields() {
        return FORMS.stream()
                .flatMap(form -> form.fields().stream())
                .flatMap(field -> Stream.concat(
                        Stream.of(field), field.fields() == null ? Stream.of() : field.fields().stream()));
    }
}
