package io.staffetta.bench.limits;

import io.staffetta.bench.load.Bodies;
import io.staffetta.bench.load.Flow;
import io.staffetta.bench.load.Workers;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;

/**
 * The HTTP client that the gateway submits with, and nothing else: threads with a connection each, of one pool, that post
 * forms as long as those for Messagenet and read the answers.
 *
 * @param url where they are posted
 * @param connections threads, and most connections
 */
record HttpClientLimit(String url, int connections) {

    private static final int OK = 200;

    /**
     * Posts, and returns when all are answered.
     *
     * @param from number of the first message
     * @param requests how many, 1 or more
     * @throws IllegalStateException if one fails, or is answered by another status than 200
     */
    Flow run(long from, long requests) throws IOException, InterruptedException {
        AtomicLong next = new AtomicLong(from);
        try (CloseableHttpClient client = client();
                Workers workers = new Workers()) {
            long begun = System.nanoTime();
            for (int i = 0; i < connections; i++) {
                workers.start(() -> {
                    for (long number = next.getAndIncrement();
                            number < from + requests;
                            number = next.getAndIncrement()) {
                        post(client, number);
                    }
                });
            }
            workers.join();
            return new Flow(requests, begun, begun, System.nanoTime());
        }
    }

    private void post(CloseableHttpClient client, long number) throws IOException {
        HttpPost post = new HttpPost(url);
        post.setEntity(new StringEntity(
                "auth_userid=demo&auth_password=demo-password&destination=39333000" + number % 1000 + "&text="
                        + Bodies.text(number).replace(' ', '+') + "&sender=Staffetta&format=json",
                ContentType.APPLICATION_FORM_URLENCODED));
        int status = client.execute(post, answer -> {
            EntityUtils.consume(answer.getEntity());
            return answer.getCode();
        });
        if (status != OK) {
            throw new IllegalStateException("Answered " + status + " by " + url);
        }
    }

    /** With a pool as the gateway has it, which looks at each connection before it writes to it. */
    private CloseableHttpClient client() {
        return HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                .build())
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .disableContentCompression()
                .build();
    }
}
