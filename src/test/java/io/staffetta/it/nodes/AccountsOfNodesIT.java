package io.staffetta.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.accounts.AccountOrders;
import io.staffetta.ledger.accounts.AccountPause;
import io.staffetta.ledger.store.LedgerStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A gateway beside another one on the same ledger, of which there is only what it writes there. */
class AccountsOfNodesIT {

    private static Answer edit(RunningGateway gateway) {
        return gateway.request(Addresses.HTTP, "PUT", "/v1/accounts/default")
                .body("{\"account\": \"main\"}".getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private static String health(RunningGateway gateway) {
        return gateway.request(Addresses.MANAGEMENT, "GET", "/observe/health")
                .send()
                .body();
    }

    @Test
    void refusesEditsWhileAnotherGatewaySendsWithOtherAccountsAndHoldsWhatThatOneHolds() throws Exception {
        try (EmbeddedPostgres postgres = PostgresDatabase.builder().start();
                RunningGateway gateway = RunningGateway.withAccounts("""
                                default: main
                                accounts:
                                  main:
                                    provider: messagenet
                                    description: Main
                                    username: demo
                                    password: demo-password
                                    url: "{{sandbox}}/messagenet/api/send_sms/"
                                """)
                        .with("staffetta.ledger.url", postgres.getJdbcUrl("postgres", "postgres"))
                        .with("staffetta.ledger.user", "postgres")
                        .start()) {
            assertThat(edit(gateway).status()).isEqualTo(200);
            LedgerStore store = LedgerStore.postgres(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
            try (Ledger other =
                    new Ledger(store, "other", Duration.ofDays(7), Duration.ofMinutes(1), Clock.systemUTC())) {
                other.tellAccounts("others");
                await().atMost(RunningGateway.LIMIT)
                        .until(() -> health(gateway).contains("other gateways send with other accounts: other"));
                Answer refused = edit(gateway);
                assertThat(refused.status()).isEqualTo(409);
                assertThat(refused.json().at("/code").asText()).isEqualTo("accounts_differ");
                assertThat(refused.json().at("/detail").asText()).contains("send with other accounts: other");

                new AccountOrders(other).pause(new AccountPause("main", Instant.now(), null, "anna", "there"));
                await().atMost(RunningGateway.LIMIT)
                        .until(() -> health(gateway).contains("1 paused: main paused since"));
                assertThat(new AccountOrders(other).resume("main")).isTrue();
                await().atMost(RunningGateway.LIMIT)
                        .until(() -> !health(gateway).contains("paused: main"));

                gateway.providers().changePassword("messagenet", "another");
                gateway.request(Addresses.HTTP, "POST", "/v1/messages")
                        .body("{\"to\": \"+393330000001\", \"text\": \"Ciao\"}".getBytes(StandardCharsets.UTF_8))
                        .send();
                await().atMost(RunningGateway.LIMIT).until(() -> health(gateway).contains("parked: main parked"));
                gateway.providers().changePassword("messagenet", "demo-password");
                new AccountOrders(other).unpark("main");
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> gateway.providers().received().size() == 1);
                assertThat(gateway.request(Addresses.HTTP, "POST", "/v1/accounts/main/unpark")
                                .send()
                                .json()
                                .toString())
                        .isEqualTo("{\"id\":\"main\",\"unparked\":false,\"state\":\"open\",\"others\":[\"other\"]}");
                assertThat(new AccountOrders(other).unparks()).containsEntry("main", 2L);
            }
            await().atMost(RunningGateway.LIMIT).until(() -> edit(gateway).status() == 200);
            assertThat(health(gateway)).doesNotContain("other gateways");
        }
    }
}
