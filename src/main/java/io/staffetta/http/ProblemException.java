package io.staffetta.http;

/** A request that cannot be done as it is. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HttpProblem problem;
    private final long retryAfter;

    /**
     * @param problem what the caller is told
     */
    public ProblemException(HttpProblem problem) {
        this(problem, 0);
    }

    /**
     * @param problem what the caller is told
     * @param retryAfter seconds after which to try again, 1 or more; 0 for the usual
     */
    public ProblemException(HttpProblem problem, long retryAfter) {
        super(problem.detail().toString(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** What the caller gets. */
    HttpAnswer answer() {
        HttpAnswer answer = problem.answer();
        return retryAfter == 0
                ? answer
                : new HttpAnswer(answer.status(), answer.contentType(), answer.content(), retryAfter);
    }

    /** What the caller is told. */
    public HttpProblem problem() {
        return problem;
    }
}
