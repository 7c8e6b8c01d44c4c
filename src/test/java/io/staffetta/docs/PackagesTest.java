package io.staffetta.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.cli.StaffettaCommand;
import io.staffetta.config.Settings;
import io.staffetta.gateway.settings.GatewaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is beside the distribution: the files for Docker, and the manual page, without the tools that they are for. */
class PackagesTest {

    private static final Path DOCKER = Path.of("src/main/dist/docker");

    @Test
    void composesServicesWithSettingsThatThereAreAndThatGoTogether() throws IOException {
        Map<?, ?> services = (Map<?, ?>) compose().get("services");
        Map<?, ?> gateway = (Map<?, ?>) services.get("staffetta");
        Map<String, String> environment = new TreeMap<>();
        ((Map<?, ?>) gateway.get("environment"))
                .forEach((name, value) -> environment.put(
                        name.toString(),
                        value.toString().startsWith("${") ? "a-secret-of-somebody" : value.toString()));

        assertThat(environment.keySet())
                .isSubsetOf(Settings.defaults().keySet().stream()
                        .map(Settings::variable)
                        .toList());
        assertThat(GatewaySettings.problems(Settings.read(DOCKER, environment, Map.of())))
                .isEmpty();
        assertThat(((Map<?, ?>) gateway.get("depends_on")).keySet().stream().map(Object::toString))
                .allMatch(services::containsKey);
        assertThat(((Map<?, ?>) compose().get("volumes")).keySet().stream().map(Object::toString))
                .contains("config", "data", "state");
    }

    private static Map<?, ?> compose() throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(DOCKER.resolve("compose.yaml")));
    }

    @Test
    void buildsAnImageOfWhatIsInTheDistribution() throws IOException {
        String distribution = Files.readString(Path.of("src/main/assembly/distribution.xml"));
        List<String> copied = Pattern.compile("(?m)^COPY --chown=\\S+ (.*) /staffetta\\S*$")
                .matcher(Files.readString(DOCKER.resolve("Dockerfile")))
                .results()
                .map(MatchResult.class::cast)
                .flatMap(line -> Arrays.stream(line.group(1).split(" ")))
                .toList();

        assertThat(copied)
                .contains("bin", "lib", "routes", "config", "staffetta.jar")
                .allMatch(name -> distribution.contains("<outputDirectory>" + name + "</outputDirectory>")
                        || distribution.contains(name + "</source>"));
    }

    @Test
    void namesEachCommandInTheManualPage() throws IOException {
        String page = Files.readString(Path.of("src/main/deb/staffetta.1")).replace("\\-", "-");

        assertThat(StaffettaCommand.line().getSubcommands().keySet())
                .filteredOn(name -> !name.equals("help"))
                .allMatch(name -> page.contains("\n.B " + name + "\n"));
    }
}
