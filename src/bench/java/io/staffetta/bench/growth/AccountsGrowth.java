package io.staffetta.bench.growth;

import io.staffetta.bench.load.Gateways;
import io.staffetta.bench.load.ProviderStub;
import io.staffetta.it.support.GatewayProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * More and more accounts, and the messages spread evenly over them. Each has as many submissions at once as one that says nothing.
 *
 * @param steps numbers of accounts, each 1 or more
 */
record AccountsGrowth(List<Integer> steps) implements Growth {

    @Override
    public String title() {
        return "Accounts";
    }

    @Override
    public List<Scale.Step> measure(Scale scale) throws Exception {
        List<Scale.Step> measured = new ArrayList<>();
        Scale usual = scale.withDefaultConcurrency();
        for (int count : steps) {
            String[] ids =
                    IntStream.range(0, count).mapToObj(i -> "account-" + i).toArray(String[]::new);
            try (ProviderStub stub = ProviderStub.start()) {
                GatewayProcess gateway = usual.process(stub, ids);
                try (Gateways gateways =
                        new Gateways(List.of(gateway), gateway::connect, stub, number -> ids[(int) (number % count)])) {
                    gateway.start();
                    measured.add(new Scale.Step(
                            usual.measure(count == 1 ? "1 account" : count + " accounts", gateways), ""));
                }
            }
        }
        return measured;
    }
}
