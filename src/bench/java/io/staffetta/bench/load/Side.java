package io.staffetta.bench.load;

import io.staffetta.it.support.ProcessUse;
import java.io.IOException;
import java.util.Locale;

/** A gateway that takes messages by HTTP, and whose one provider is a {@link ProviderStub}. */
public interface Side extends AutoCloseable {

    /** A number of the networks' that nobody has. */
    String RECIPIENT = "393330000001";

    /** What it is called in the report. */
    String name();

    /** How it is set up, in a few words. */
    String settings();

    /**
     * Puts messages in, and returns when all are answered.
     *
     * @param first number of the first message; each has been used once at most
     * @param count of the messages
     */
    HttpInjector.Result inject(long first, long count) throws IOException;

    /** What its processes have used. */
    ProcessUse use();

    @Override
    void close();

    /** Text of a message: about 130 characters of the GSM alphabet, by which the stub knows its number. */
    static String text(long number) {
        return String.format(
                Locale.ROOT,
                "mid-%d Dear customer, your verification code is 482911. It is valid for ten minutes."
                        + " Please do not share it with anyone at all.",
                number);
    }
}
