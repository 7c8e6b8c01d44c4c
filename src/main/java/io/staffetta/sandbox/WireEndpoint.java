package io.staffetta.sandbox;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.Decision;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Step;
import io.staffetta.sandbox.wire.Submitted;
import io.staffetta.sandbox.wire.Wire;
import io.staffetta.sandbox.wire.WireRefusal;
import io.staffetta.sandbox.wire.WireRequest;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Serves one wire: reads, decides, takes, and answers in time. */
final class WireEndpoint implements Handler<HttpServerRequest> {

    private static final int HUGE_BYTES = 2 * 1024 * 1024;

    private final Wire wire;
    private final Vertx vertx;
    private final SandboxState state;

    WireEndpoint(Wire wire, Vertx vertx, SandboxState state) {
        this.wire = wire;
        this.vertx = vertx;
        this.state = state;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (wire.description().carriesMessages()) {
            state.received().countRequest(wire.description().provider());
            request.response().endHandler(end -> state.received()
                    .endRequest(wire.description().provider()));
        } else if (wire.description().tellsDelivery()) {
            state.received().countQuestion();
        }
        if (state.script().takeRefusal(wire)) {
            request.connection().close();
            return;
        }
        RequestReader.read(request, content -> answer(request, content));
    }

    private void answer(HttpServerRequest request, WireRequest content) {
        Submitted submitted;
        try {
            checkMediaType(request);
            submitted = wire.read(content);
        } catch (WireRefusal e) {
            later(Duration.ZERO, () -> e.answer().send(request.response()));
            return;
        }
        Decision decision = Decision.of(wire, submitted, state.script(), state.received()::countAttempt);
        // Taken now, however late the answer: a caller that gives up waiting has sent the message all the same.
        List<Received> taken = state.received().take(wire.description().provider(), submitted, decision);
        Duration delay = decision.step().map(Step::delay).orElseGet(decision.behaviour()::delay);
        later(delay, () -> perform(request, submitted, decision, taken));
    }

    private void checkMediaType(HttpServerRequest request) throws WireRefusal {
        if (!wire.description().mediaType().isEmpty()
                && !wire.description().mediaType().equals(RequestReader.mediaType(request))) {
            throw new WireRefusal(Answer.text(
                    415, "Content-Type must be " + wire.description().mediaType()));
        }
    }

    private void perform(HttpServerRequest request, Submitted submitted, Decision decision, List<Received> taken) {
        switch (decision.behaviour()) {
            case HANG_UP, TAKE_AND_HANG_UP -> request.connection().close();
            case TAKE_AND_CUT_OFF -> {
                Answer answer = wire.answer(decision.behaviour(), submitted, taken);
                answer.sendCutOff(request, endOfId(answer.body().toString(), taken));
            }
            default -> {
                Answer answer = words(decision.behaviour(), submitted, taken);
                decision.step().map(step -> step.change(answer)).orElse(answer).send(request.response());
            }
        }
    }

    /** How much of an answer shows the id and one character after it, so that the id is known to be whole. */
    private int endOfId(String body, List<Received> taken) {
        String id = taken.isEmpty() ? "" : taken.get(0).reference();
        int end = body.indexOf(wire.description().beforeId() + id)
                + wire.description().beforeId().length()
                + id.length();
        return Math.min(end + 1, body.length());
    }

    private Answer words(Behaviour behaviour, Submitted submitted, List<Received> taken) {
        return switch (behaviour) {
            case GARBAGE -> Answer.garbage();
            case HUGE -> Answer.of(200, "application/octet-stream", Buffer.buffer(filler()));
            case ERROR_500 -> Answer.error500();
            case STATUS -> Answer.empty(200);
            default -> withRetryAfter(wire.answer(behaviour, submitted, taken), behaviour);
        };
    }

    private static Answer withRetryAfter(Answer answer, Behaviour behaviour) {
        int seconds = behaviour.retryAfterSeconds();
        return seconds == 0 ? answer : answer.with("Retry-After", Integer.toString(seconds));
    }

    private static byte[] filler() {
        byte[] filler = new byte[HUGE_BYTES];
        Arrays.fill(filler, (byte) 'x');
        return filler;
    }

    /** Runs on the event loop after the delay and the latency of all answers; no thread waits meanwhile. */
    private void later(Duration delay, Runnable deed) {
        long millis = delay.plus(state.latency().get()).toMillis();
        if (millis == 0) {
            deed.run();
        } else {
            vertx.setTimer(millis, id -> deed.run());
        }
    }
}
