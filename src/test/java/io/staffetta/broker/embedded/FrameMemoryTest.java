package io.staffetta.broker.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.staffetta.broker.embedded.rights.RefusalLog;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FrameMemoryTest {

    private static final long FRAME = FrameMemory.LARGEST;

    /** As much as one frame takes. */
    private final FrameMemory memory = new FrameMemory(0, new RefusalLog(Clock.systemUTC()));

    private static void need(FrameMemory.Share share) {
        try {
            share.need(FRAME);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Test
    void hasTheNextFrameWaitForTheOneBefore() throws Exception {
        FrameMemory.Share first = memory.new Share();
        FrameMemory.Share second = memory.new Share();
        first.need(FRAME);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> need(second));
        await().during(Duration.ofMillis(200)).until(() -> !waiting.isDone());

        first.begin();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
    }

    /** A broker that stops waits for each reader. */
    @Test
    void letsNobodyWaitWhoseConnectionHasEnded() throws Exception {
        FrameMemory.Share first = memory.new Share();
        FrameMemory.Share second = memory.new Share();
        first.need(FRAME);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> need(second));
        await().during(Duration.ofMillis(200)).until(() -> !waiting.isDone());

        second.end();

        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withRootCauseInstanceOf(IOException.class)
                .withMessageContaining("has ended");
        assertThatThrownBy(() -> second.need(FRAME)).hasMessageContaining("has ended");
        first.end();
        FrameMemory.Share third = memory.new Share();
        third.need(FRAME);
    }
}
