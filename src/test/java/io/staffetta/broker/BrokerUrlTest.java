package io.staffetta.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerUrlTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp://h:1 | tcp://h:1?connectionTimeout=7",
                "ssl://h:1 | ssl://h:1?connectionTimeout=7",
                "tcp://h:1?soTimeout=9 | tcp://h:1?soTimeout=9",
                "failover:(tcp://h:1,tcp://i:1) | failover:(tcp://h:1,tcp://i:1)?startupMaxReconnectAttempts=2&timeout=7",
                "failover:(tcp://h:1?soTimeout=9) | failover:(tcp://h:1?soTimeout=9)?startupMaxReconnectAttempts=2&timeout=7",
                "failover:(tcp://h:1)?randomize=false "
                        + "| failover:(tcp://h:1)?randomize=false&startupMaxReconnectAttempts=2&timeout=7",
                "failover:tcp://h:1 | failover:tcp://h:1?startupMaxReconnectAttempts=2&timeout=7",
            })
    void limitsHowLongAConnectionMayTake(String url, String limited) {
        assertThat(BrokerUrl.withTimeout(url, 7)).isEqualTo(limited);
    }

    @Test
    void showsNoOptions() {
        assertThat(BrokerUrl.shown("failover:(tcp://h:1?jms.password=secret,tcp://i:1)?jms.password=secret"))
                .isEqualTo("failover:(tcp://h:1,tcp://i:1)");
    }
}
