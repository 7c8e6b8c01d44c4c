package io.staffetta.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.LocalBeanRepositoryAware;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.LocalBeanRegistry;
import org.junit.jupiter.api.Test;

class SharedRegistryTest {

    @Test
    void isSearchedWhileBeansAreBoundAndRoutesMadeOfTemplates() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Registry registry = camel.getRegistry();
            SharedRegistry.replaceThatOf(camel);
            camel.start();
            registry.bind("clock", Clock.systemUTC());
            AtomicBoolean stop = new AtomicBoolean();
            CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
                for (int i = 0; !stop.get(); i = (i + 1) % 1000) {
                    registry.bind("bean-" + i, Integer.toString(i));
                    registry.unbind("bean-" + (i + 500) % 1000);
                }
            });
            CompletableFuture<Void> templates = CompletableFuture.runAsync(() -> {
                LocalBeanRepositoryAware local = (LocalBeanRepositoryAware) registry;
                while (!stop.get()) {
                    local.setLocalBeanRepository(new LocalBeanRegistry());
                    local.setLocalBeanRepository(null);
                }
            });

            try {
                for (int i = 0; i < 20_000; i++) {
                    assertThat(registry.findSingleByType(Clock.class)).isNotNull();
                    assertThat(registry.findByTypeWithName(Clock.class)).hasSize(1);
                    assertThat(registry.lookupByNameAndType("clock", Clock.class))
                            .isNotNull();
                }
            } finally {
                stop.set(true);
            }
            others.get(10, TimeUnit.SECONDS);
            templates.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void keepsWhatWasBoundBefore() {
        Main main = new Main();
        main.bind("first", "one");
        main.configure().addConfiguration(new CamelConfiguration() {
            @Override
            public void configure(CamelContext camel) {
                camel.getRegistry().bind("second", "two");
                SharedRegistry.replaceThatOf(camel);
                camel.getRegistry().bind("third", "three");
            }
        });

        main.start();

        assertThat(main.getCamelContext().getRegistry().findByTypeWithName(String.class))
                .containsEntry("first", "one")
                .containsEntry("second", "two")
                .containsEntry("third", "three");
        main.stop();
    }
}
