package io.staffetta.message;

import java.io.Serializable;
import java.util.Locale;

/**
 * Names how far a request to a provider came: the evidence of a submission whose outcome is unknown.
 *
 * @param phase what was under way when it ended
 * @param millis milliseconds since the call began, the wait for a connection among them
 * @param bytesSent bytes of the request, head and body, that the operating system took to be sent. Not all of them need
 *     have reached the provider; over TLS they are counted before encryption
 * @param statusLine the answer's status line, such as {@code HTTP/1.1 502 Bad Gateway}; empty if none came
 */
public record RequestProgress(Phase phase, long millis, long bytesSent, String statusLine) implements Serializable {

    /** Names what was under way. A call that ends earlier, for want of a connection, is {@link Outcome.NotSent}. */
    public enum Phase {
        /** The request was being written, and was not written whole. */
        REQUEST,
        /** The whole request was written, and nothing of an answer read. */
        WAIT,
        /** The answer's status line was read, and not the whole answer. */
        ANSWER,
        /** The whole answer was read; it is its meaning that is not known. */
        MEANING
    }

    /** In words, such as {@code 412 bytes of the request were sent, nothing came back, 703 ms in all}. */
    public String words() {
        String sent = String.format(Locale.ROOT, "%,d bytes of the request were sent", bytesSent);
        String back =
                switch (phase) {
                    case REQUEST -> ", not all of it";
                    case WAIT -> ", nothing came back";
                    case ANSWER -> ", the answer began with " + statusLine;
                    case MEANING -> "";
                };
        return sent + back + ", " + millis + " ms in all";
    }
}
