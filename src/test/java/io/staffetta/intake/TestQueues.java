package io.staffetta.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Queues that belong to the test: it gets all that is put in one transaction when that is committed. */
public final class TestQueues implements Queues {

    private final Consumer<List<RoutedMessage>> broker;
    private final List<RoutedMessage> put = new ArrayList<>();

    public TestQueues(Consumer<List<RoutedMessage>> broker) {
        this.broker = broker;
    }

    @Override
    public void put(RoutedMessage routed) {
        put.add(routed);
    }

    @Override
    public void commit() {
        List<RoutedMessage> all = List.copyOf(put);
        put.clear();
        broker.accept(all);
    }

    @Override
    public void rollback() {
        put.clear();
    }

    @Override
    public void close() {
        put.clear();
    }
}
