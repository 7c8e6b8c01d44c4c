package io.staffetta.delivery.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.accounts.AccountOrders;
import io.staffetta.ledger.store.LedgerStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each opening of a parked account costs a try with its provider, which may lock an account after some. */
class UnparkOrdersTest {

    @TempDir
    private Path folder;

    private final List<String> opened = new ArrayList<>();
    private Ledger ledger;
    private UnparkOrders here;
    private UnparkOrders there;

    @BeforeEach
    void start() {
        ledger = new Ledger(
                LedgerStore.embedded(folder), "test", Duration.ofDays(7), Duration.ofMinutes(1), Clock.systemUTC());
        here = orders();
        there = orders();
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    private UnparkOrders orders() {
        UnparkOrders orders = new UnparkOrders(new AccountOrders(ledger), ledger.nodes());
        orders.look(opened::add);
        return orders;
    }

    @Test
    void opensAnAccountOnceAtEachOtherGatewayAndNotAgainWhereItWasOrdered() {
        here.order("main");

        here.look(opened::add);
        assertThat(opened).isEmpty();
        there.look(opened::add);
        there.look(opened::add);
        assertThat(opened).containsExactly("main");
    }

    @Test
    void opensAnAccountThatAnotherGatewayOrderedBeforeThisOneLooked() {
        there.order("main");
        here.order("main");

        here.look(opened::add);
        here.look(opened::add);
        assertThat(opened).containsExactly("main");
    }

    @Test
    void opensNothingThatWasOrderedBeforeTheStart() {
        here.order("main");

        orders().look(opened::add);
        assertThat(opened).isEmpty();
    }
}
