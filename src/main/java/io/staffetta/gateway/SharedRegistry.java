package io.staffetta.gateway;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.LocalBeanRegistry;
import org.apache.camel.support.SimpleRegistry;

/**
 * Where Camel keeps its beans, for use by several threads. Routes run while others are added with beans of their own, such
 * as those of a new account; in Camel's own place for beans, a plain map, a search fails meanwhile, and with it the first
 * submission of another account.
 *
 * <p>Thread-safe.
 */
@SuppressWarnings("serial") // Camel's own place is a map; nobody writes it to a stream.
final class SharedRegistry extends SimpleRegistry {

    private SharedRegistry() {}

    /** Takes the place of the one that a context has, with all that is in it; before the context starts. */
    static void replaceThatOf(CamelContext camel) {
        DefaultRegistry registry = (DefaultRegistry) camel.getRegistry();
        SharedRegistry shared = new SharedRegistry();
        shared.putAll((SimpleRegistry) registry.getFallbackRegistry());
        registry.setFallbackRegistry(shared);
        // Camel puts another on top for as long as it makes a route from a template, and a search looks twice whether
        // there is one.
        registry.setLocalBeanRepository(new LocalBeanRegistry());
    }

    @Override
    public synchronized Object lookupByName(String name) {
        return super.lookupByName(name);
    }

    @Override
    public synchronized <T> T lookupByNameAndType(String name, Class<T> type) {
        return super.lookupByNameAndType(name, type);
    }

    @Override
    public synchronized <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return super.findByTypeWithName(type);
    }

    @Override
    public synchronized <T> Set<T> findByType(Class<T> type) {
        return super.findByType(type);
    }

    @Override
    public synchronized void bind(String id, Class<?> type, Object bean) {
        super.bind(id, type, bean);
    }

    @Override
    public synchronized void bind(String id, Class<?> type, Supplier<Object> bean) {
        super.bind(id, type, bean);
    }

    @Override
    public synchronized void bindAsPrototype(String id, Class<?> type, Supplier<Object> bean) {
        super.bindAsPrototype(id, type, bean);
    }

    @Override
    public synchronized void unbind(String id) {
        super.unbind(id);
    }
}
