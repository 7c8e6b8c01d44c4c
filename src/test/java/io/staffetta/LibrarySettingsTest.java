package io.staffetta;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the warnings stay away is for ProcessIT to see, on the Java that runs it. */
class LibrarySettingsTest {

    private static final String PROPERTY = "io.staffetta.LibrarySettingsTest";

    @Test
    void keepNettyFromUnsafeWhereJavaWarnsOfIt() {
        assertThat(LibrarySettings.forJava(17)).isEmpty();
        assertThat(LibrarySettings.forJava(23)).isEmpty();
        assertThat(LibrarySettings.forJava(24)).containsEntry("io.netty.noUnsafe", "true");
        assertThat(LibrarySettings.forJava(25)).containsEntry("io.netty.noUnsafe", "true");
    }

    @Test
    void leaveWhatIsSet() {
        try {
            LibrarySettings.setIfAbsent(PROPERTY, "first");
            LibrarySettings.setIfAbsent(PROPERTY, "second");

            assertThat(System.getProperty(PROPERTY)).isEqualTo("first");
        } finally {
            System.clearProperty(PROPERTY);
        }
    }
}
