package io.staffetta.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    private Path folder;

    @Test
    void isTheFolderGiven() throws IOException {
        Files.createDirectories(folder.resolve("routes"));

        assertThat(Home.find(folder.resolve("x").resolve("..")).folder()).isEqualTo(folder.toAbsolutePath());
    }

    @Test
    void mustHoldRoutesIfItIsGiven() {
        assertThatThrownBy(() -> Home.find(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No folder 'routes' in " + folder
                        + ": --home (or STAFFETTA_HOME) must name the folder that holds config, routes and data");
    }

    @Test
    void saysWhatIsWrongWithOneThatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Files.createDirectories(folder.resolve("some/routes"));

        assertThatThrownBy(() -> Home.find(folder.resolve("none")))
                .hasMessageStartingWith("No folder " + folder.resolve("none") + ": --home (or STAFFETTA_HOME)");
        assertThatThrownBy(() -> Home.find(file)).hasMessageStartingWith(file + " is a file: --home");
        assertThatThrownBy(() -> new Home(folder.resolve("some")).check())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No folder 'config' in " + folder.resolve("some"));
    }

    @Test
    void isTheFolderOfTheProgramOtherwise() {
        assertThat(Home.find(null).folder()).isEqualTo(Path.of("").toAbsolutePath());
    }

    @Test
    void keepsTheDataOfTheSandboxApart() {
        Home home = new Home(folder);

        assertThat(home.config()).isEqualTo(folder.resolve("config"));
        assertThat(home.routes()).isEqualTo(folder.resolve("routes"));
        assertThat(home.data(false)).isEqualTo(folder.resolve("data"));
        assertThat(home.data(true)).isEqualTo(folder.resolve("data/sandbox"));
    }
}
