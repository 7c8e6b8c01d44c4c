package io.staffetta.provider.table;

import io.staffetta.message.BodyText;
import io.staffetta.provider.ProviderDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The descriptors in {@code config/providers}, one YAML file for each wire.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class ProviderDescriptors {

    private static final String SUFFIX = ".yaml";
    private final Map<String, ProviderDescriptor> byWire;

    private ProviderDescriptors(Map<String, ProviderDescriptor> byWire) {
        this.byWire = byWire;
    }

    /**
     * Reads every {@code *.yaml} file of a folder. The file's name, less its ending, is the wire.
     *
     * @throws IllegalArgumentException if a file is not a descriptor, or one that {@link ProviderWires} cannot use; names the
     *     file and what is wrong with it
     * @throws UncheckedIOException if the folder or a file cannot be read
     */
    public static ProviderDescriptors load(Path folder) {
        Map<String, ProviderDescriptor> byWire = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(file -> {
                ProviderDescriptor descriptor = read(file);
                byWire.put(descriptor.wire(), descriptor);
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the providers in " + folder + ": " + e.getMessage(), e);
        }
        ProviderDescriptors all = new ProviderDescriptors(byWire);
        ProviderWires.check(all.all());
        return all;
    }

    /** All descriptors, ordered by wire. */
    public List<ProviderDescriptor> all() {
        return List.copyOf(byWire.values());
    }

    /** The descriptor of a wire, if there is one. */
    public Optional<ProviderDescriptor> wire(String wire) {
        return Optional.ofNullable(byWire.get(wire));
    }

    /** The wires of a provider, the one that needs no {@code api} first; empty for an unknown provider. */
    public List<ProviderDescriptor> ofProvider(String provider) {
        return byWire.values().stream()
                .filter(descriptor -> descriptor.provider().equals(provider))
                .sorted((a, b) -> Boolean.compare(b.defaultApi(), a.defaultApi()))
                .toList();
    }

    private static ProviderDescriptor read(Path file) {
        String name = file.getFileName().toString();
        try {
            Object content =
                    new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(BodyText.ofFile(file));
            if (!(content instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("Provider file " + file + " must be a YAML mapping");
            }
            Map<Object, Object> withWire = new LinkedHashMap<>(map);
            withWire.put("wire", name.substring(0, name.length() - SUFFIX.length()));
            return DescriptorReader.read(withWire);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Provider file " + file + " is wrong: " + e.getMessage(), e);
        }
    }
}
