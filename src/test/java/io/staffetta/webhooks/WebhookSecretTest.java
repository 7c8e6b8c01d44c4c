package io.staffetta.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

    @Test
    void signsTheSampleOfStandardWebhooksAsItDoes() {
        assertThat(WebhookSecret.sign(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void makesSecretsOf256Bits() {
        String secret = WebhookSecret.make();

        assertThat(secret).startsWith("whsec_").isNotEqualTo(WebhookSecret.make());
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
    }
}
