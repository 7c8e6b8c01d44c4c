package io.staffetta.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.delivery.Reason;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.ledger.operation.OperationItem;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LetterSweepIT {

    private final DeadLetterBroker broker = new DeadLetterBroker();

    LetterSweepIT() throws Exception {}

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    @Test
    void readsNoMoreLettersInOneTransactionThanItsOwnerAllows() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.addAll(broker.die("ciao", Map.of("to", "333 0000001"), Reason.REFUSED, "main"));
        }
        Map<String, OperationItem> wanted =
                new HashMap<>(Map.of(ids.get(9), new OperationItem(1, ids.get(9), 0, null, null)));
        List<Integer> settled = new ArrayList<>();

        boolean all = new LetterSweep(broker.connection(), DeadLetterBroker.SEAL)
                .run(wanted, (letter, session, producer) -> ItemOutcome.DONE, new LetterSweep.Owner() {
                    @Override
                    public int next() {
                        return 100;
                    }

                    @Override
                    public int together(int most) {
                        return 4;
                    }

                    @Override
                    public void settle(
                            Map<OperationItem, ItemOutcome> ofOne, Session session, MessageProducer producer) {
                        settled.add(ofOne.size());
                    }
                });

        assertThat(all).isTrue();
        assertThat(settled)
                .as("settled in each transaction")
                .hasSizeGreaterThanOrEqualTo(3)
                .endsWith(0, 1);
        assertThat(broker.dead()).containsExactlyInAnyOrderElementsOf(ids.subList(0, 9));
    }
}
