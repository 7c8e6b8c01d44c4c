package io.staffetta.http;

import io.staffetta.language.Phrase;

/** Answers callers when the gateway has as much to do as it can bear. */
final class Overload {

    /** Why there is no room for another body. */
    static final String MEMORY =
            "The gateway holds as many requests as its memory allows (staffetta.http.memory-percent)";

    /** There is no room for another body. */
    static final HttpProblem PROBLEM = HttpProblem.of(
            503, Phrase.of("{0}: nothing of this one was taken, send it again later", Phrase.of(MEMORY)));

    private Overload() {}

    /** There are as many connections as may be. */
    static HttpProblem connections(String setting, int most) {
        return HttpProblem.of(
                503,
                Phrase.of(
                        "There are {0} connections already, as many as {1} allows: close some, or try again later",
                        most, setting));
    }
}
