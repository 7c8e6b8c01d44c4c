package io.staffetta.batch.text;

import java.nio.charset.Charset;
import java.util.Optional;

/** Finds encodings by their names. */
final class Encodings {

    private Encodings() {}

    /** An encoding that this Java knows. */
    static Optional<Charset> named(String name) {
        try {
            return Optional.of(Charset.forName(name)).filter(Charset::canEncode);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
