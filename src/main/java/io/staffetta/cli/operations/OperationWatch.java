package io.staffetta.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOperations;
import io.staffetta.cli.gateway.NoAnswerException;
import io.staffetta.cli.terminal.Pace;
import io.staffetta.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Follows an operation to its end: on a terminal in a line that counts, else in a line every 10 s. */
final class OperationWatch {

    private static final long LINE = TimeUnit.SECONDS.toNanos(10);
    private static final long FIRST_LOOK_NANOS = Duration.ofMillis(30).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(500).toNanos();
    private static final int MOST_MISSES = 120;

    private final GatewayOperations gateway;
    private final PrintWriter err;
    private final String deed;
    private final boolean terminal = Terminal.isThere();
    private final Pace pace = new Pace();
    private long told = System.nanoTime();
    private int misses;

    OperationWatch(GatewayOperations gateway, PrintWriter err, String deed) {
        this.gateway = gateway;
        this.err = err;
        this.deed = deed;
    }

    /**
     * Waits for the end. A gateway that is started anew meanwhile goes on with it.
     *
     * @return the operation as it is then
     */
    JsonNode follow(String id) {
        long pause = FIRST_LOOK_NANOS;
        JsonNode now = look(id);
        while (now == null || isOpen(now)) {
            LockSupport.parkNanos(pause);
            pause = Math.min(LOOK_NANOS, pause * 2);
            now = look(id);
            if (now != null) {
                tell(now);
            }
        }
        if (terminal) {
            err.print("\r" + " ".repeat(line(now).length() + 2) + "\r");
            err.flush();
        }
        return now;
    }

    static boolean isOpen(JsonNode operation) {
        return operation.path("state").asText().matches("WAITING|RUNNING");
    }

    private JsonNode look(String id) {
        try {
            JsonNode found = gateway.find(id, Map.of("limit", "1"))
                    .orElseThrow(() -> new IllegalStateException("No operation " + id));
            misses = 0;
            return found;
        } catch (NoAnswerException e) {
            misses++;
            if (misses > MOST_MISSES) {
                err.println("It goes on when the gateway runs again: staffetta operations watch " + id);
                throw e;
            }
            return null;
        }
    }

    private void tell(JsonNode now) {
        long time = System.nanoTime();
        pace.add(time, now.path("done").asInt());
        if (terminal) {
            err.print("\r" + line(now) + "  ");
        } else if (time - told >= LINE) {
            told = time;
            err.println(line(now));
        }
        err.flush();
    }

    private String line(JsonNode now) {
        double perSecond = pace.perSecond(0);
        return now.path("done").asLong() + " of "
                + (now.path("done").asLong() + now.path("left").asLong()) + " " + deed
                + (perSecond > 0 ? ", %.0f/s".formatted(perSecond) : "");
    }
}
