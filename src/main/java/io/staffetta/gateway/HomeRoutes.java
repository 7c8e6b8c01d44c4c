package io.staffetta.gateway;

import io.staffetta.config.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Finds the route files of a home, {@code *.camel.yaml}. Camel itself would look for them by a pattern, in which a path may not
 * have characters that mean something there, such as a question mark.
 */
final class HomeRoutes extends DefaultRoutesCollector {

    private static final String ENDING = ".camel.yaml";

    private final Path folder;

    HomeRoutes(Path folder) {
        this.folder = folder;
    }

    @Override
    public Collection<RoutesBuilder> collectRoutesFromDirectory(CamelContext camel, String exclude, String include) {
        try {
            return PluginHelper.getRoutesLoader(camel).findRoutesBuilders(files());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** None: Camel asks only to look for modelines in them first, which would be to read all YAML twice. */
    @Override
    public Collection<Resource> findRouteResourcesFromDirectory(CamelContext camel, String exclude, String include) {
        return List.of();
    }

    /** The folder may be a link, as in the Debian package. */
    private List<Resource> files() {
        try (Stream<Path> files = Files.walk(folder.toRealPath())) {
            List<Resource> resources = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(ENDING))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList()) {
                resources.add(ResourceHelper.fromBytes(file.toString(), Files.readAllBytes(file)));
            }
            return resources;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "A route in " + folder + " cannot be read: " + e.getMessage() + ": " + FileFault.words(e), e);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "The routes in " + folder + " cannot be read: " + FileFault.words(e.getCause()), e);
        }
    }
}
