package io.staffetta.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.access.Caller;
import io.staffetta.access.Role;
import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresAuditIT extends AuditContract {

    @RegisterExtension
    private static final PostgresDatabase POSTGRES = new PostgresDatabase();

    @Override
    LedgerStore store() {
        return POSTGRES.store();
    }

    @Test
    void severalGatewaysMakeOneChain() {
        List<CompletableFuture<Void>> gateways = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            gateways.add(CompletableFuture.runAsync(() -> noteMany(name)));
        }
        gateways.forEach(CompletableFuture::join);

        Ledger ledger = new Ledger(store(), "test", Duration.ofDays(7), Duration.ofMinutes(1), clock);
        AuditVerdict verdict = new AuditBook(ledger).verify();
        ledger.close();
        assertThat(verdict.problem()).isNull();
        assertThat(verdict.last()).isEqualTo(150);
    }

    private void noteMany(String gateway) {
        Ledger ledger = new Ledger(store(), gateway, Duration.ofDays(7), Duration.ofMinutes(1), clock);
        LedgerAuditTrail trail = new LedgerAuditTrail(ledger);
        for (int i = 0; i < 50; i++) {
            trail.note(act(new Caller(gateway, Role.ADMIN, ""), "batch.pause", "b" + i));
        }
        trail.close();
        ledger.close();
    }
}
